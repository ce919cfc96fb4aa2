using System.Net;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs;

public sealed class RunApiTests(SharedLab lab)
{
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(15);

    /// <summary>What says the same is stored as the same: no field of a corruption at its default.</summary>
    [Trait("Speed", "Slow")]
    [Fact]
    public async Task Recipe_is_stored_without_what_stands_at_its_default()
    {
        var fields = FieldGroup.Empty.With("noiseRate", 0.3).With("pixelGrouping", "positions").With("corruptTestPixels", true);
        var spec = new RunSpec
        {
            TrainSize = 20,
            TestSize = 20,
            BatchSize = 20,
            Epochs = 1,
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, Fields = fields },
        };
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await lab.Client.LaunchOne(spec);
        Assert.Equal(["noiseRate"], run.Spec.Corruption.Fields.Names);
        await watcher.Until(run.Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Launched_run_completes_with_its_whole_curve()
    {
        var spec = Specs.Short;
        await using var watcher = await Watcher.Start(lab.Client);
        var launched = await lab.Client.LaunchOne(spec);

        var run = await watcher.Until(launched.Id, RunStatus.Completed);

        Assert.Equal(spec, run.Spec);
        Assert.Equal((4, 20), (run.Result!.Epochs, run.Result.Steps));
        Assert.Equal((4, 20, 20), (run.Progress!.Epoch, run.Progress.Step, run.Progress.Steps));
        Assert.Matches("^[0-9a-f]{64}$", run.Facts!.GivenLabelHash);
        Assert.True(run.CreatedAt <= run.StartedAt && run.StartedAt <= run.FinishedAt);
        var curve = await lab.Client.Curve(run.Id);
        var losses = curve.Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal(Enumerable.Range(1, 20), losses.Steps);
        var tests = curve.Series.Single(series => series.Metric == Metric.TestAccuracy);
        Assert.Equal([5, 10, 15, 20], tests.Steps);
        Assert.Equal(run.Result.TestAccuracy, tests.Last[^1], 1e-6);
        Assert.Equal(curve.LastSequence, curve.Series.Sum(series => (long)series.PointCount));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Same_spec_gives_the_same_curve_to_the_last_bit()
    {
        var experiment = await lab.Client.Launch(Specs.Short, Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client);
        var curves = new List<MetricSeries>();
        foreach (var run in experiment.Runs)
        {
            await watcher.Until(run.Id, RunStatus.Completed);
            curves.Add((await lab.Client.Curve(run.Id)).Series.Single(series => series.Metric == Metric.StepLoss));
        }
        Assert.Equal(curves[0].Last, curves[1].Last);
    }

    [Fact]
    public async Task Cancel_ends_a_run_and_a_second_cancel_changes_nothing()
    {
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id);

        var answers = await Task.WhenAll(lab.Client.Cancel(run.Id), lab.Client.Cancel(run.Id));
        var cancelled = await watcher.Until(run.Id, RunStatus.Cancelled, Prompt);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Null(cancelled.StatusDetail);
        Assert.Equal(HttpStatusCode.OK, (await lab.Client.Cancel(run.Id)).Status);
        Assert.Equal(RunStatus.Cancelled, (await lab.Client.Run(run.Id)).Status);
        Assert.True((await lab.Client.Curve(run.Id)).LastSequence >= watcher.LastSequence(run.Id));
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task Cancel_at_once_ends_a_run_wherever_its_hand_over_is()
    {
        await using var watcher = await Watcher.Start(lab.Client);
        for (var i = 0; i < 5; i++)
        {
            var run = await lab.Client.LaunchOne(Specs.Endless);
            await lab.Client.Cancel(run.Id);
            await watcher.Until(run.Id, RunStatus.Cancelled, Prompt);
        }
        var next = await lab.Client.LaunchOne(Specs.Short);
        await watcher.Until(next.Id, RunStatus.Completed);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Queued_run_is_placed_and_cancelled_without_a_worker()
    {
        var experiment = await lab.Client.Launch(Specs.Endless, Specs.Short, Specs.Short);
        var (first, third) = (experiment.Runs[0], experiment.Runs[2]);
        await using var watcher = await Watcher.Start(lab.Client, first.Id);
        await watcher.UntilPoints(first.Id);

        Assert.Equal(1, (await lab.Client.Run(third.Id)).QueuePosition);
        await lab.Client.Cancel(third.Id);
        var cancelled = await lab.Client.Run(third.Id);
        Assert.Equal((RunStatus.Cancelled, null), (cancelled.Status, cancelled.StartedAt));
        await lab.Client.Cancel(first.Id);
        await watcher.Until(experiment.Runs[1].Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Run_that_has_ended_cannot_be_cancelled()
    {
        var run = await Completed();
        var (status, body) = await lab.Client.Cancel(run.Id);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("The run has ended already: it is completed.", body, StringComparison.Ordinal);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task Running_run_is_not_deleted_until_it_is_cancelled()
    {
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id);

        var (status, body) = await lab.Client.Delete(run.Id);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("cancel it first", body, StringComparison.Ordinal);

        await lab.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled, Prompt);
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Delete(run.Id)).Status);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public async Task Deleted_run_is_gone_and_with_the_last_one_its_experiment()
    {
        var run = await Completed();
        Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Delete(run.Id)).Status);
        foreach (var path in new[] { $"/api/runs/{run.Id}", $"/api/runs/{run.Id}/curve", $"/api/experiments/{run.ExperimentId}" })
            Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Get(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Delete(run.Id)).Status);
    }

    [Fact]
    public async Task Diverging_run_fails_with_epoch_and_step_and_keeps_its_points()
    {
        var launched = await lab.Client.LaunchOne(Specs.Diverging);
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await watcher.Until(launched.Id, RunStatus.Failed);
        Assert.Matches(
            @"^The training loss became (NaN|infinite) in epoch \d+ at step \d+; a smaller learning rate may help\.$",
            run.StatusDetail
        );
        Assert.True(run.HasDiverged, "The run should say that it diverged: for a row of the paper that is an outcome.");
        var losses = (await lab.Client.Curve(run.Id)).Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Contains(losses.Last, loss => !float.IsFinite(loss));
    }

    private async Task<RunSummary> Completed()
    {
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client);
        return await watcher.Until(run.Id, RunStatus.Completed);
    }
}
