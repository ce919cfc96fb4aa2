using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

[Trait("Speed", "Slow")]
public sealed class PauseTests(SharedLab lab)
{
    /// <summary>Some seconds, with everything that draws.</summary>
    internal static RunSpec Drawing { get; } =
        Specs.Medium with
        {
            Epochs = 80,
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.3 },
            Regularisers = new()
            {
                RandomCrop = true,
                HorizontalFlip = true,
                Dropout = 0.3,
                HoldOut = 0.1,
                Patience = 1_000,
            },
        };

    [Fact]
    public async Task Paused_and_resumed_run_has_the_curve_of_one_that_was_left_alone()
    {
        // Long enough for a pause that comes late on a busy machine.
        var spec = Drawing with { Epochs = 120 };
        var experiment = await lab.Client.Launch(spec, spec);
        var (paused, whole) = (experiment.Runs[0], experiment.Runs[1]);
        await using var watcher = await Watcher.Start(lab.Client, paused.Id);
        await watcher.UntilPoints(paused.Id, 100);

        Assert.Equal(HttpStatusCode.OK, (await lab.Client.Act(paused.Id, "pause")).Status);
        var halted = await watcher.Until(paused.Id, RunStatus.Paused);
        Assert.Null(halted.StatusDetail);
        Assert.InRange(halted.Checkpoint!.Step, 1, 1_079);
        await watcher.Until(whole.Id, RunStatus.Completed);
        Assert.Equal(RunStatus.Paused, (await lab.Client.Run(paused.Id)).Status);

        Assert.Equal(HttpStatusCode.OK, (await lab.Client.Act(paused.Id, "resume")).Status);
        var completed = await watcher.Until(paused.Id, RunStatus.Completed);
        AssertSame(await lab.Client.Curve(whole.Id), await lab.Client.Curve(paused.Id));
        Assert.Equal(WithoutSpeed((await lab.Client.Run(whole.Id)).Result!), WithoutSpeed(completed.Result!));
        // What a completed run cannot go on from takes no room; its network is what more epochs begin from.
        await UntilLeft(paused.Id, file => file.EndsWith(".final.checkpoint", StringComparison.Ordinal));
    }

    internal static string WithoutSpeed(RunResult result) =>
        JsonSerializer.Serialize(
            result with
            {
                ImagesPerSecond = 0,
                Metrics = result.Metrics!.Where(metric => metric.Key != Metric.ImagesPerSecond.Name).ToDictionary(),
            },
            LabJson.Options
        );

    [Fact]
    public async Task Queued_run_is_held_back_until_it_is_resumed()
    {
        var experiment = await lab.Client.Launch(Specs.Endless, Specs.Short);
        var (first, held) = (experiment.Runs[0], experiment.Runs[1]);
        await using var watcher = await Watcher.Start(lab.Client, first.Id);
        await watcher.UntilPoints(first.Id);
        await lab.Client.Act(held.Id, "pause");
        Assert.Equal(RunStatus.Paused, (await lab.Client.Run(held.Id)).Status);

        await lab.Client.Cancel(first.Id);
        var next = await lab.Client.LaunchOne(Specs.Short);
        await watcher.Until(next.Id, RunStatus.Completed);
        Assert.Equal(RunStatus.Paused, (await lab.Client.Run(held.Id)).Status);
        await lab.Client.Act(held.Id, "resume");
        await watcher.Until(held.Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Stopped_run_keeps_the_measures_of_the_epoch_that_it_ends_with()
    {
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id, 50);
        Assert.Equal(HttpStatusCode.OK, (await lab.Client.Act(run.Id, "stop")).Status);
        var stopped = await watcher.Until(run.Id, RunStatus.Cancelled);
        Assert.Equal($"Stopped after epoch {stopped.Result!.Epochs:N0} of 10,000, as asked.", stopped.StatusDetail);
        var tests = (await lab.Client.Curve(run.Id)).Series.Single(series => series.Metric == Metric.TestAccuracy);
        Assert.Equal(stopped.Result.Epochs, tests.PointCount);
    }

    [Fact]
    public async Task Cancelled_and_paused_run_is_over_and_cannot_be_resumed()
    {
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id);
        await Task.WhenAll(lab.Client.Act(run.Id, "pause"), lab.Client.Act(run.Id, "pause"));
        await watcher.Until(run.Id, RunStatus.Paused);
        await lab.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);
        await UntilLeft(run.Id, _ => false);
        var (status, body) = await lab.Client.Act(run.Id, "resume");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("It had begun before it was cancelled.", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Act(Guid.NewGuid(), "pause")).Status);
    }

    [Fact]
    public async Task Resumed_twice_at_once_a_run_gets_one_worker()
    {
        const string token = "a-token-that-nobody-guesses";
        // Room for two workers, so that a second one would start.
        await using var server = await LabServer.Start(cpuWorkers: 2, settings: ["--Telemetry:MetricsToken", token]);
        var run = await server.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(server.Client, run.Id);
        await watcher.UntilPoints(run.Id);
        await server.Client.Act(run.Id, "pause");
        await watcher.Until(run.Id, RunStatus.Paused);
        var told = (await server.Client.Curve(run.Id)).LastSequence;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.Client.Act(run.Id, "resume")));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.Body));
        await watcher.UntilPoints(run.Id, told + 100);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var metrics = await http.GetStringAsync(ApiRoutes.Metrics, TestContext.Current.CancellationToken);
        // One for its launch, one for going on.
        Assert.Matches(@"weblab_workers_started\S* 2\b", metrics);
        // The first worker's device is free once its process is gone, about half a second after its last word.
        Guid[] held = [];
        await Waiting.Until(
            async () =>
            {
                var devices = await server.Client.Get<IReadOnlyList<DeviceInfo>>(ApiRoutes.Devices);
                held = [.. devices.SelectMany(device => device.RunIds)];
                return held.Length == 1;
            },
            TimeSpan.FromSeconds(30),
            () => $"one device alone that has the run; the devices had {held.Length} runs"
        );
    }

    [Fact]
    public async Task Many_runs_are_paused_and_resumed_at_once_and_the_others_say_why_not()
    {
        var done = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client);
        await watcher.Until(done.Id, RunStatus.Completed);
        var experiment = await lab.Client.Launch(Specs.Endless, Specs.Endless, Specs.Endless);
        Guid[] ids = [.. experiment.Runs.Select(run => run.Id), done.Id];

        var paused = await Act(RunVerb.Pause, ids);
        Assert.Equal(3, paused.Applied.Count);
        Assert.Equal("It has ended already: it is completed.", Assert.Single(paused.Refused).Reason);
        foreach (var run in experiment.Runs)
            await watcher.Until(run.Id, RunStatus.Paused);
        Assert.Equal(3, (await Act(RunVerb.Resume, ids)).Applied.Count);
        Assert.Equal(3, (await Act(RunVerb.Cancel, ids)).Applied.Count);
        foreach (var run in experiment.Runs)
            await watcher.Until(run.Id, RunStatus.Cancelled);
    }

    /// <summary>Every point of every metric but the speed: the same steps, once each, with the same values.</summary>
    internal static void AssertSame(Curve whole, Curve resumed)
    {
        Assert.Equal(whole.LastSequence, resumed.LastSequence);
        foreach (var (expected, actual) in whole.Series.Zip(resumed.Series))
        {
            Assert.Equal(expected.Metric, actual.Metric);
            Assert.Equal(expected.PointCount, actual.PointCount);
            Assert.Equal(1, actual.BucketWidth);
            Assert.Equal(expected.Steps, actual.Steps);
            if (expected.Metric != Metric.ImagesPerSecond)
                Assert.Equal(expected.Last, actual.Last);
        }
    }

    /// <summary>Checkpoints go after the run's end was told, by themselves.</summary>
    private async Task UntilLeft(Guid runId, Func<string, bool> mayBeThere)
    {
        string[] files = [];
        await Waiting.Until(
            () => (files = Directory.GetFiles(Path.Combine(lab.Server.Store, "checkpoints"), $"{runId:N}*")).All(mayBeThere),
            TimeSpan.FromSeconds(30),
            () => $"the end of the checkpoints that the run needs no more; there were: {string.Join(", ", files)}"
        );
    }

    private async Task<RunActionResult> Act(RunVerb verb, Guid[] ids)
    {
        var (status, body) = await lab.Client.Post(
            ApiRoutes.RunActions,
            JsonSerializer.Serialize(new RunAction { Verb = verb, Ids = ids }, LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonSerializer.Deserialize<RunActionResult>(body, LabJson.Options)!;
    }
}
