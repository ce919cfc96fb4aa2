using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Runs;

namespace WebLab.Server.Workers;

/// <summary>What is asked of a worker that trains. It is written down first, so that a worker that was not connected hears it when it calls
/// again.</summary>
public sealed class WorkerRequests(WorkerStore records, RunLifecycle lifecycle, IHubContext<WorkerHub, IWorkerClient> hub)
{
    /// <param name="runId">The run.</param>
    /// <param name="by">Who does it to another's run; null for its owner.</param>
    /// <returns>False when the run has no worker.</returns>
    public Task<bool> Cancel(Guid runId, string? by) =>
        Request(runId, record => record with { CancelAsked = true, CancelledBy = by }, null, worker => worker.Cancel());

    /// <summary>Asks for a pause; the run is Pausing from then on.</summary>
    /// <returns>False when the run has no worker.</returns>
    public Task<bool> Pause(Guid runId) =>
        Request(runId, record => record with { PauseAsked = true }, RunStatus.Pausing, worker => worker.Pause());

    /// <summary>Asks for a checkpoint and the end because the server stops.</summary>
    public Task<bool> Interrupt(Guid runId) => Request(runId, record => record with { PauseAsked = true }, null, worker => worker.Pause());

    /// <returns>False when the run has no worker.</returns>
    public Task<bool> Stop(Guid runId) => Request(runId, record => record with { StopAsked = true }, null, worker => worker.Stop());

    /// <summary>Says again to a worker that has called anew what was asked of it.</summary>
    public async Task Repeat(Guid runId, IWorkerClient worker)
    {
        if (records.Find(runId) is not { } record)
            return;
        if (record.StopAsked)
            await worker.Stop();
        if (record.PauseAsked)
            await worker.Pause();
        if (record.CancelAsked)
            await worker.Cancel();
    }

    private async Task<bool> Request(Guid runId, Func<WorkerRecord, WorkerRecord> asked, RunStatus? status, Func<IWorkerClient, Task> tell)
    {
        var isAsked = await lifecycle.Request(runId, asked, status);
        if (isAsked)
            await tell(hub.Clients.Group(WorkerHub.GroupOf(runId)));
        return isAsked;
    }
}
