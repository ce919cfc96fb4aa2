using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Maintenance;

namespace WebLab.Server.Tests.Storage;

/// <summary>The real server and worker on a real file system of 64 MB that is filled under them.</summary>
[Trait("Speed", "Slow")]
public sealed class FullDiskTests
{
    private const long Margin = 24_000_000;

    [Theory]
    [InlineData(Margin - 4_000_000)]
    [InlineData(0)]
    public async Task Runs_are_held_with_a_sentence_and_go_on_without_a_gap_when_there_is_room(long left)
    {
        using var disk = new SmallDisk();
        await using (var server = await LabServer.Start(disk.Store, settings: disk.Options(Margin)))
        {
            var run = await server.Client.LaunchOne(Specs.Medium with { Epochs = 1_000 });
            await using var watcher = await Watcher.Start(server.Client, run.Id);
            await watcher.UntilPoints(run.Id, 200);

            disk.FillUpTo(left);
            if (left > 0)
            {
                var held = await watcher.Until(run.Id, now => now.StatusDetail is not null, "a sentence on the held run");
                Assert.Matches(
                    "^Held: the disk that holds the store has [0-9]+ MB left, and 24 MB are kept free. It goes on by itself when there "
                        + "is room.$",
                    held.StatusDetail
                );
                Assert.True(held.IsHeld);
            }
            await UntilReady(server, HttpStatusCode.ServiceUnavailable);
            var (status, body) = await server.Client.Post(
                ApiRoutes.Experiments,
                JsonSerializer.Serialize(new ExperimentRequest { Name = "no room", Runs = [new("run", Specs.Short)] }, LabJson.Options)
            );
            Assert.Equal(HttpStatusCode.InsufficientStorage, status);
            Assert.Contains("Free some room on it, then launch again.", body, StringComparison.Ordinal);
            // A read may fail while the database is opened anew after a write that found no room.
            await Until(server, $"{ApiRoutes.Runs}/{run.Id}/curve", HttpStatusCode.OK);
            var standing = (await server.Client.Curve(run.Id)).LastSequence;
            Assert.True(standing >= 200 && (await server.Client.Run(run.Id)).Status == RunStatus.Running);

            disk.MakeRoom();
            await UntilReady(server, HttpStatusCode.OK);
            await watcher.UntilPoints(run.Id, standing + 100);
            var freed = await watcher.Until(run.Id, now => now.StatusDetail is null, "the sentence gone again");
            Assert.Equal((RunStatus.Running, false), (freed.Status, freed.IsHeld));
            // And another run can be launched, which is queued behind.
            await server.Client.LaunchOne(Specs.Short);
            await server.Client.Cancel(run.Id);
            await watcher.Until(run.Id, RunStatus.Cancelled);
            await AssertWhole(server, run.Id);
        }
        var (exitCode, findings, _) = await WeblabCommand.Run("doctor", "--store", disk.Store);
        Assert.DoesNotContain("PROBLEM  database", findings, StringComparison.Ordinal);
        // The small disk has less than a server keeps free by default, and the doctor says so.
        Assert.Equal((disk.IsMounted ? 1 : 0, disk.IsMounted), (exitCode, findings.Contains("PROBLEM  disk", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_that_is_cancelled_while_the_disk_is_full_ends_and_its_points_stay()
    {
        using var disk = new SmallDisk();
        await using var server = await LabServer.Start(disk.Store, settings: disk.Options(Margin));
        var run = await server.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(server.Client, run.Id);
        await watcher.UntilPoints(run.Id, 200);
        disk.FillUpTo(Margin / 2);
        await UntilReady(server, HttpStatusCode.ServiceUnavailable);
        await server.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);
        await AssertWhole(server, run.Id);
    }

    [Fact]
    public async Task Queue_outlives_a_full_disk_and_a_kill_on_it_and_goes_on_when_there_is_room()
    {
        using var disk = new SmallDisk();
        Guid first,
            second;
        await using (var server = await LabServer.Start(disk.Store, settings: disk.Options(Margin)))
        {
            first = (await server.Client.LaunchOne(Specs.Endless)).Id;
            await using (var watcher = await Watcher.Start(server.Client, first))
                await watcher.UntilPoints(first, 50);
            second = (await server.Client.LaunchOne(Specs.Short)).Id;
            disk.FillUpTo(0);
            // The device is free now, and what the queue would write finds no room.
            foreach (var worker in server.Workers().Where(Processes.Lives))
                Processes.Kill(worker);
            await UntilReady(server, HttpStatusCode.ServiceUnavailable);
            Assert.Equal(RunStatus.Queued, (await server.Client.Run(second)).Status);
            await server.Kill();
        }
        if (disk.IsMounted)
        {
            var (exitCode, said) = await LabServer.Refused(disk.Store, disk.Options(Margin));
            Assert.Equal(2, exitCode);
            Assert.Contains("is full: free some room on it, then start again.", said, StringComparison.Ordinal);
        }
        disk.MakeRoom();
        await using var later = await LabServer.Start(disk.Store, settings: disk.Options(Margin));
        await using var ends = await Watcher.Start(later.Client, first, second);
        await ends.Until(first, RunStatus.Interrupted);
        await ends.Until(second, RunStatus.Completed);
        await AssertWhole(later, first);
    }

    private static Task UntilReady(LabServer server, HttpStatusCode wanted) => Until(server, ApiRoutes.HealthReady, wanted);

    private static async Task Until(LabServer server, string route, HttpStatusCode wanted)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var answer = await server.Client.Get(route);
        while (answer.Status != wanted)
        {
            if (late.IsCancellationRequested)
                Assert.Fail($"Within 30 s {route} did not answer {wanted}; it answered {answer.Body} The server said: {server.Output}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
            answer = await server.Client.Get(route);
        }
    }

    /// <summary>Steps 1, 2, 3 ... of the loss, each once.</summary>
    private static async Task AssertWhole(LabServer server, Guid runId)
    {
        var curve = await server.Client.Curve(runId);
        var losses = curve.Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal(curve.LastSequence, curve.Series.Sum(series => (long)series.PointCount));
        if (losses.BucketWidth == 1)
            Assert.Equal(Enumerable.Range(1, losses.PointCount), losses.Steps);
        else
            Assert.Equal(losses.PointCount, losses.Steps[^1]);
    }
}
