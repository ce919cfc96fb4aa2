using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Queue;

[Trait("Speed", "Slow")]
public sealed class QueueTests
{
    [Fact]
    public async Task Queue_tells_places_needs_and_expected_starts_and_is_put_into_another_order()
    {
        await using var server = await LabServer.Start();
        var client = server.Client;
        var experiment = await client.Launch(Specs.Endless, Specs.Short, Specs.Short with { Seed = 2 }, Specs.Short with { Seed = 3 });
        await using var watcher = await Watcher.Start(client, experiment.Runs[0].Id);
        await watcher.UntilPoints(experiment.Runs[0].Id);
        Guid[] ids = [.. experiment.Runs.Skip(1).Select(run => run.Id)];

        var queue = await Queue(client);
        Assert.Equal(ids, queue.Select(entry => entry.RunId));
        Assert.All(
            queue,
            entry => Assert.True(entry is { MemoryBytes: > 100_000_000, Seconds: > 0, StartsAt: not null, Waiting: null, IsPlaced: false })
        );
        Assert.True(queue[0].StartsAt < queue[1].StartsAt && queue[1].StartsAt < queue[2].StartsAt);

        Assert.Equal(HttpStatusCode.NoContent, await Put(client, "", new QueueOrder([ids[2]])));
        queue = await Queue(client);
        Assert.Equal([ids[2], ids[0], ids[1]], queue.Select(entry => entry.RunId));
        Assert.Equal([true, false, false], queue.Select(entry => entry.IsPlaced));
        Assert.Equal(0, (await client.Run(ids[2])).QueuePosition);

        Assert.Equal(HttpStatusCode.NoContent, await Put(client, "/priority", new QueuePriority([ids[1]], 7)));
        Assert.Equal([ids[2], ids[1], ids[0]], (await Queue(client)).Select(entry => entry.RunId));
        Assert.Equal(HttpStatusCode.NoContent, await Put(client, "", new QueueOrder([])));
        Assert.Equal([ids[1], ids[0], ids[2]], (await Queue(client)).Select(entry => entry.RunId));

        Assert.Equal(HttpStatusCode.BadRequest, await Put(client, "", new QueueOrder([ids[0], ids[0]])));
        Assert.Equal(HttpStatusCode.BadRequest, await Put(client, "/priority", new QueuePriority([ids[0]], 11)));
        await client.Cancel(experiment.Runs[0].Id);
        foreach (var id in ids)
            await watcher.Until(id, RunStatus.Completed);
        // They have trained in the order of the queue.
        var started = await Task.WhenAll(ids.Select(client.Run));
        Assert.True(started[1].StartedAt < started[0].StartedAt && started[0].StartedAt < started[2].StartedAt);
    }

    [Fact]
    public async Task Run_that_fits_no_device_is_refused_with_both_figures()
    {
        await using var server = await LabServer.Start(settings: ["--Scheduler:CpuMemoryMegabytes", "2000"]);
        var request = new ExperimentRequest
        {
            Name = "too large",
            Runs =
            [
                new(
                    "large",
                    new()
                    {
                        Model = ModelName.SmallInception,
                        TrainSize = 5_000,
                        BatchSize = 5_000,
                    }
                ),
            ],
        };
        var (status, body) = await server.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Matches(
            @"The run needs about 2\d\.\d GB of memory with small-inception, batchSize 5,000 and trainSize 5,000; the roomiest device, "
                + @"CPU, \d+ threads?, has 2\.0 GB\.",
            body
        );
    }

    [Fact]
    public async Task Training_whose_examples_do_not_fit_into_memory_reads_them_from_their_files_and_says_so()
    {
        await using var server = await LabServer.Start(settings: ["--Scheduler:CpuMemoryMegabytes", "400"]);
        var spec = Specs.Short with { Model = ModelName.Mlp1x512, TrainSize = 2_000, TestSize = 100 };
        var run = await server.Client.LaunchOne(spec);
        await using var watcher = await Watcher.Start(server.Client, run.Id);
        await watcher.Until(run.Id, RunStatus.Completed);
        var log = string.Join("\n", (await server.Client.Get<RunLog>($"{ApiRoutes.Runs}/{run.Id}/log")).Lines);
        Assert.Contains("The examples stay in their files: in memory the run would take", log, StringComparison.Ordinal);
        Assert.Contains("and it may take 400 MB.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_a_person_refuse_launches_and_hold_runs_back_with_a_sentence()
    {
        await using var server = await LabServer.Start(cpuWorkers: 2, settings: ["--Limits:Running", "1", "--Limits:Queued", "2"]);
        var client = server.Client;
        var first = (await client.Launch(Specs.Endless, Specs.Short)).Runs;
        await using var watcher = await Watcher.Start(client, first[0].Id);
        await watcher.UntilPoints(first[0].Id);
        var waiting = Assert.Single(await Queue(client));
        Assert.Equal((first[1].Id, "A person may train 1 run at a time here."), (waiting.RunId, waiting.Waiting));

        var request = new ExperimentRequest { Name = "more", Runs = [new("a", Specs.Short), new("b", Specs.Short)] };
        var (status, body) = await client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains(
            "A person may have 2 queued runs here; there are 1 of yours, and this launch has 2.",
            body,
            StringComparison.Ordinal
        );
        await client.Cancel(first[0].Id);
        await watcher.Until(first[1].Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Limit_of_queued_runs_holds_for_those_that_are_resumed_also_all_at_once()
    {
        await using var server = await LabServer.Start(settings: ["--Limits:Queued", "3"]);
        var client = server.Client;
        var first = await client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(client, first.Id);
        await watcher.UntilPoints(first.Id);
        var held = (await client.Launch(Specs.Short, Specs.Short, Specs.Short)).Runs;
        foreach (var run in held)
            Assert.Equal(HttpStatusCode.OK, (await client.Act(run.Id, "pause")).Status);
        var more = (await client.Launch(Specs.Short, Specs.Short)).Runs;

        var answers = await Task.WhenAll(held.Select(run => client.Act(run.Id, "resume")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer =>
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
                Assert.Contains("A person may have 3 queued runs here, and there are 3", answer.Body, StringComparison.Ordinal);
            }
        );
        var action = new RunAction { Verb = RunVerb.Resume, Ids = [.. held.Select(run => run.Id)] };
        var (_, body) = await client.Post(ApiRoutes.RunActions, JsonSerializer.Serialize(action, LabJson.Options));
        Assert.Empty(JsonSerializer.Deserialize<RunActionResult>(body, LabJson.Options)!.Applied);
        Assert.Equal(3, (await Queue(client)).Count);
        foreach (var run in held.Concat(more).Append(first))
            await client.Cancel(run.Id);
    }

    [Fact]
    public async Task Device_hours_of_a_week_are_counted_and_deleting_the_run_gives_none_back()
    {
        await using var server = await LabServer.Start(settings: ["--Limits:DeviceHoursPerWeek", "0.00001"]);
        var run = await server.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(server.Client);
        await watcher.Until(run.Id, RunStatus.Completed);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.Delete(run.Id)).Status);
        var request = new ExperimentRequest { Name = "more", Runs = [new("a", Specs.Short)] };
        var (status, body) = await server.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("device hours in seven days", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("900", RunStatus.Running)]
    [InlineData("500", RunStatus.Queued)]
    public async Task Device_is_shared_as_far_as_its_memory_goes(string megabytes, RunStatus second)
    {
        await using var server = await LabServer.Start(
            settings: ["--Scheduler:RunsPerDevice", "2", "--Scheduler:CpuMemoryMegabytes", megabytes]
        );
        var runs = (await server.Client.Launch(Specs.Endless, Specs.Endless)).Runs;
        await using var watcher = await Watcher.Start(server.Client, runs[0].Id);
        await watcher.UntilPoints(runs[0].Id, 50);
        await watcher.Until(runs[1].Id, second);
        foreach (var run in runs)
            await server.Client.Cancel(run.Id);
        foreach (var run in runs)
            await watcher.Until(run.Id, RunStatus.Cancelled);
    }

    [Fact]
    public async Task Run_that_runs_out_of_memory_fails_with_a_sentence_and_the_next_one_starts()
    {
        await using var server = await LabServer.Start();
        // The spare worker that will take the run. Its step takes more than a gigabyte; small things still find room, as on a machine that
        // is nearly full.
        var spare = await server.Spare();
        // What it takes for its own start is not to be short.
        await Processes.Idle(spare, TimeSpan.FromSeconds(60));
        Processes.LimitMemory(spare, more: 300_000_000);
        var runs = (await server.Client.Launch(Specs.Hungry, Specs.Short)).Runs;
        await using var watcher = await Watcher.Start(server.Client, runs[0].Id);
        var failed = await watcher.Until(runs[0].Id, RunStatus.Failed);
        // Whichever takes the byte too many, libtorch or .NET.
        Assert.Matches(
            "^(The device ran out of memory|The worker was aborted by .NET, most likely because the machine ran out of memory); "
                + "a smaller batch, network or training set needs less.$",
            failed.StatusDetail
        );
        await watcher.Until(runs[1].Id, RunStatus.Completed);
    }

    private static async Task<IReadOnlyList<QueueEntry>> Queue(LabClient client) =>
        (await client.Get<Page<QueueEntry>>(ApiRoutes.Queue)).Items;

    private static async Task<HttpStatusCode> Put<T>(LabClient client, string path, T body) =>
        (await client.Send(HttpMethod.Put, ApiRoutes.Queue + path, JsonSerializer.Serialize(body, LabJson.Options))).Status;
}
