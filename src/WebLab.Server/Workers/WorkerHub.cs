using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Checkpoints;
using WebLab.Server.Runs;

namespace WebLab.Server.Workers;

/// <summary>The worker's connection. Its token names the run, so that a worker can speak of no other.</summary>
[Authorize(AuthenticationSchemes = WorkerAuthentication.Name)]
public sealed class WorkerHub(
    Recorder recorder,
    RunLifecycle lifecycle,
    WorkerAssignments assignments,
    WorkerRequests requests,
    WorkerSupervisor supervisor,
    CheckpointStore checkpoints,
    WorkerSpools spools,
    IHostApplicationLifetime lifetime
) : Hub<IWorkerClient>, IWorkerHub
{
    private Guid RunId => Guid.Parse(Context.UserIdentifier!);

    /// <summary>A worker that goes on without the server calls again at once; the server would wait for it to end.</summary>
    public override Task OnConnectedAsync()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested && supervisor.OutlivesServer(RunId))
            Context.Abort();
        supervisor.Connected(RunId, isOpen: true);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        supervisor.Connected(RunId, isOpen: false);
        return base.OnDisconnectedAsync(exception);
    }

    public async Task<WorkerAssignment> Claim()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(RunId));
        if (await recorder.Claimed(RunId) is null)
            throw Ended();
        // An earlier worker's: this one goes on from it.
        await spools.TakeIn(RunId, takesEnd: false);
        var assignment = assignments.For(RunId) ?? throw Ended();
        supervisor.Claimed(RunId);
        await lifecycle.Arrived(RunId);
        await requests.Repeat(RunId, Clients.Caller);
        return assignment;
    }

    public async Task Start(RunFacts facts)
    {
        Check(WorkerMessageValidator.Problem(facts));
        if (await recorder.Started(RunId, facts) is null)
            throw Ended();
    }

    public async Task<long> Report(PointBatch batch)
    {
        Check(WorkerMessageValidator.Problem(batch));
        try
        {
            return await recorder.Reported(RunId, batch);
        }
        catch (RunEndedException)
        {
            throw Ended();
        }
        catch (PointsRefusedException refused)
        {
            throw Refusal(refused.Message);
        }
    }

    public async Task Advance(RunProgress progress, RunResult? result)
    {
        Check(WorkerMessageValidator.Problem(progress) ?? WorkerMessageValidator.Problem(result));
        if (await recorder.Advanced(RunId, progress, result) is null)
            throw Ended();
    }

    public async Task Saved(CheckpointInfo checkpoint)
    {
        Check(WorkerMessageValidator.Problem(checkpoint));
        if (await recorder.Saved(RunId, checkpoint) is null)
            throw Ended();
        checkpoints.Saved(RunId);
    }

    public Task Finish(WorkerEnd end, string? detail, RunResult? result)
    {
        Check(WorkerMessageValidator.Problem(end, detail) ?? WorkerMessageValidator.Problem(result));
        return lifecycle.Finish(RunId, end, detail, result);
    }

    public static string GroupOf(Guid runId) => runId.ToString("N");

    private static void Check(string? problem)
    {
        if (problem is not null)
            throw Refusal(problem);
    }

    private static HubException Ended() => Refusal(WorkerRefusal.RunEnded);

    private static HubException Refusal(string sentence) => new(WorkerRefusal.Write(sentence));
}
