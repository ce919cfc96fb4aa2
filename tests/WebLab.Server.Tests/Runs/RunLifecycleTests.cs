using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Runs;

public sealed class RunLifecycleTests : IDisposable
{
    private readonly RunParts _parts = new();

    [Fact]
    public async Task A_run_ends_although_the_commit_that_it_shares_fails_first()
    {
        var (run, _) = await _parts.Train();
        var record = _parts.Workers.Find(run.Id)!;
        Task<RunSummary?>? ending = null;
        Task? bad = null;
        _parts.Store.Database.InOneCommit(() =>
        {
            ending = _parts.Lifecycle.End(run.Id, RunStatus.Failed, "The worker was killed.", of: record);
            bad = _parts.Store.Database.Write(_ => throw new InvalidOperationException("a neighbour"));
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad!);
        Assert.Equal(RunStatus.Failed, (await ending!)?.Status);
        Assert.Equal((RunStatus.Failed, null), (_parts.Runs.Find(run.Id)!.Status, _parts.Workers.Find(run.Id)));
    }

    [Fact]
    public async Task A_late_report_is_refused_without_running_its_neighbours_again()
    {
        var (run, _) = await _parts.Train();
        await _parts.Lifecycle.End(run.Id, RunStatus.Cancelled, null);
        var (times, late) = (0, (Task?)null);
        Task? neighbour = null;
        _parts.Store.Database.InOneCommit(() =>
        {
            neighbour = _parts.Store.Database.Write(_ => times++);
            late = _parts.Recorder.Reported(run.Id, PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1)]));
        });
        await neighbour!;
        await Assert.ThrowsAsync<RunEndedException>(() => late!);
        Assert.Equal(1, times);
    }

    [Fact]
    public async Task A_request_that_was_not_written_down_was_not_made()
    {
        var (run, _) = await _parts.Train();
        // Part of the same commit, which fails with it and with its rerun.
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _parts.Lifecycle.Request(run.Id, _ => throw new InvalidOperationException("a fault"), RunStatus.Pausing)
        );
        Assert.Equal((false, RunStatus.Running), (_parts.Workers.Find(run.Id)!.PauseAsked, _parts.Runs.Find(run.Id)!.Status));
        Assert.True(await _parts.Requests.Pause(run.Id));
        Assert.Equal((true, RunStatus.Pausing), (_parts.Workers.Find(run.Id)!.PauseAsked, _parts.Runs.Find(run.Id)!.Status));
    }

    [Fact]
    public async Task An_end_is_not_written_for_a_worker_that_the_run_has_no_more()
    {
        var (run, _) = await _parts.Train();
        var other = _parts.Workers.Find(run.Id)! with { TokenHash = [1, 2, 3] };
        Assert.Null(await _parts.Lifecycle.End(run.Id, RunStatus.Failed, null, of: other));
        Assert.Equal(RunStatus.Running, _parts.Runs.Find(run.Id)!.Status);
    }

    [Fact]
    public async Task Nothing_else_changes_a_status()
    {
        var run = await _parts.AddRun();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _parts.Runs.Change(run.Id, now => now with { Status = RunStatus.Starting })
        );
        Assert.Equal("A run's status changes through RunLifecycle alone.", error.Message);
        Assert.Equal(RunStatus.Queued, _parts.Runs.Find(run.Id)!.Status);
    }

    public void Dispose() => _parts.Dispose();
}
