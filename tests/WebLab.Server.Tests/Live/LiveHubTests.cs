using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Client.Live;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Live;

public sealed class LiveHubTests(SharedLab lab)
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Live_points_have_no_gap_and_no_double_and_are_the_stored_curve()
    {
        var run = await lab.Client.LaunchOne(Specs.Medium);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        var follower = await Follow(run.Id);
        await watcher.Until(run.Id, RunStatus.Completed);
        var stored = await lab.Client.Curve(run.Id);
        await watcher.UntilPoints(run.Id, stored.LastSequence);

        AssertConsecutive(watcher.Batches(run.Id));
        foreach (var batch in watcher.Batches(run.Id))
            follower.Join(batch);
        AssertSame(stored, follower);
    }

    /// <summary>Else whoever sends nonsense fills the log, twenty lines each time.</summary>
    [Fact]
    public async Task What_the_hub_refuses_is_not_logged()
    {
        using var person = new Person(lab.Server.Address);
        await using var hub = person.Hub();
        await hub.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Watch", (object?)null));
            Assert.Contains("it was null", refused.Message);
        }
        // The lines of a log come one after the other: this one is behind those.
        await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Unwatch", new object()));
        Assert.DoesNotContain("HubException", lab.Server.Output);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Two_watchers_see_the_same_and_a_late_one_catches_up()
    {
        // Long enough for whoever comes late on a busy machine.
        var run = await lab.Client.LaunchOne(Specs.Medium with { Epochs = 100 });
        await using var first = await Watcher.Start(lab.Client, run.Id);
        await using var second = await Watcher.Start(lab.Client, run.Id);
        await first.UntilPoints(run.Id, 100);
        await using var late = await Watcher.Start(lab.Client, run.Id);
        var lateCurve = await Follow(run.Id);
        await first.Until(run.Id, RunStatus.Completed);

        var stored = await lab.Client.Curve(run.Id);
        foreach (var watcher in new[] { first, second, late })
            await watcher.UntilPoints(run.Id, stored.LastSequence);
        Assert.True(late.Batches(run.Id)[0].FirstSequence > 1, "The late watcher was not late.");
        AssertConsecutive(late.Batches(run.Id));
        foreach (var batch in late.Batches(run.Id))
            lateCurve.Join(batch);
        AssertSame(stored, lateCurve);
        Assert.Equal(Values(first, run.Id, 100), Values(second, run.Id, 100));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Unwatched_run_sends_no_points()
    {
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client);
        await watcher.Until(run.Id, RunStatus.Completed);
        Assert.Empty(watcher.Batches(run.Id));
    }

    [Fact]
    public async Task More_than_500_watched_runs_are_refused_with_a_sentence()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        var error = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() =>
            watcher.Watch([.. Enumerable.Range(0, 501).Select(_ => Guid.NewGuid())])
        );
        Assert.Contains("runIds must name at most 500 runs", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => watcher.Watch(null!));
        Assert.Contains("runIds must be a list of ids of runs; it was null.", error.Message, StringComparison.Ordinal);
    }

    private async Task<RunCurve> Follow(Guid runId)
    {
        var curve = new RunCurve(runId);
        curve.Load(await lab.Client.Curve(runId));
        return curve;
    }

    private static void AssertConsecutive(IReadOnlyList<PointBatch> batches)
    {
        for (var i = 1; i < batches.Count; i++)
            Assert.Equal(batches[i - 1].LastSequence() + 1, batches[i].FirstSequence);
    }

    private static void AssertSame(Curve stored, RunCurve followed)
    {
        Assert.False(followed.IsLoading);
        Assert.Equal(stored.LastSequence, followed.LastSequence);
        Assert.Equal(stored.Series.Select(series => series.Metric), followed.Metrics.Keys.OrderBy(metric => metric.Number));
        foreach (var series in stored.Series)
        {
            Assert.Equal(series.Steps, followed.Metrics[series.Metric].Steps);
            Assert.Equal(series.Last, followed.Metrics[series.Metric].Last);
        }
    }

    private static IEnumerable<float> Values(Watcher watcher, Guid runId, long after) =>
        watcher
            .Batches(runId)
            .SelectMany(batch => batch.Values.Select((value, i) => (Sequence: batch.FirstSequence + i, Value: value)))
            .Where(point => point.Sequence > after)
            .OrderBy(point => point.Sequence)
            .Select(point => point.Value);
}
