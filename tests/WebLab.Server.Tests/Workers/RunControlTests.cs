using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Runs;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

public sealed class RunControlTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly RunParts _parts;
    private readonly QueueLimits _limits;

    public RunControlTests()
    {
        _parts = new(_time);
        _limits = new(
            Options.Create(new LimitOptions()),
            new RunQueue(_parts.Runs, _time),
            new DeviceTimeStore(_parts.Store.Database, _parts.Runs, _parts.Workers, _time),
            new AccountStore(_parts.Store.Database)
        );
    }

    private RunControl Control =>
        new(_parts.Runs, _parts.Workers, _parts.Requests, _parts.Supervisor, _parts.Lifecycle, _limits, _parts.Tasks, _time);

    [Fact]
    public async Task A_worker_that_could_not_hear_of_the_cancel_yet_is_not_blamed_for_going_on()
    {
        var run = await _parts.AddRun();
        await _parts.Supervisor.Start(run, _parts.Board.Devices[0], new("http://127.0.0.1:1"));
        await Control.Cancel(run.Id, "ada");
        var cancelled = await UntilCancelled(run.Id);
        Assert.Equal(("ada", "Cancelled by ada."), (cancelled.CancelledBy, cancelled.StatusDetail));
        Assert.True(_parts.Launcher.Workers[^1].Ended.IsCompleted);
    }

    [Fact]
    public async Task A_worker_that_trains_on_though_it_was_cancelled_is_killed_and_the_run_says_so()
    {
        var (run, worker) = await _parts.Train();
        await Control.Cancel(run.Id, "ada");
        var cancelled = await UntilCancelled(run.Id);
        Assert.Equal("The worker did not stop when it was asked to and was killed.", cancelled.StatusDetail);
        Assert.True(worker.Ended.IsCompleted);
    }

    public void Dispose()
    {
        _parts.Dispose();
        _limits.Dispose();
    }

    private async Task<RunSummary> UntilCancelled(Guid runId)
    {
        await Waiting.Until(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _parts.Launcher.Workers[^1].Ended.IsCompleted;
            },
            TimeSpan.FromSeconds(30),
            () => $"the end of the worker; its run is {_parts.Runs.Find(runId)?.Status}"
        );
        var run = _parts.Runs.Find(runId)!;
        Assert.Equal(RunStatus.Cancelled, run.Status);
        return run;
    }
}
