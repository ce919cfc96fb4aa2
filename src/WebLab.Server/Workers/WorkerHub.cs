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
public sealed class WorkerHub(Recorder recorder, WorkerSupervisor supervisor, CheckpointStore checkpoints) : Hub<IWorkerClient>, IWorkerHub
{
    private Guid RunId => Guid.Parse(Context.UserIdentifier!);

    public async Task<WorkerAssignment> Claim()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, GroupOf(RunId));
        var run = await recorder.Claimed(RunId) ?? throw Ended();
        var assignment = supervisor.Claimed(run) ?? throw Ended();
        await supervisor.Repeat(RunId, Clients.Caller);
        return assignment;
    }

    public async Task Start(RunFacts facts)
    {
        Check(WorkerWords.Problem(facts));
        if (await recorder.Started(RunId, facts) is null)
            throw Ended();
    }

    public async Task<long> Report(PointBatch batch)
    {
        Check(WorkerWords.Problem(batch));
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
            throw new HubException(refused.Message);
        }
    }

    public async Task Advance(RunProgress progress, RunResult? result)
    {
        Check(WorkerWords.Problem(progress) ?? WorkerWords.Problem(result));
        if (await recorder.Advanced(RunId, progress, result) is null)
            throw Ended();
    }

    public async Task Saved(CheckpointInfo checkpoint)
    {
        Check(WorkerWords.Problem(checkpoint));
        if (await recorder.Saved(RunId, checkpoint) is null)
            throw Ended();
        checkpoints.Saved(RunId);
    }

    public Task Finish(WorkerEnd end, string? detail, RunResult? result)
    {
        Check(WorkerWords.Problem(end, detail) ?? WorkerWords.Problem(result));
        return supervisor.Finished(RunId, end, detail, result);
    }

    public static string GroupOf(Guid runId) => runId.ToString("N");

    private static void Check(string? problem)
    {
        if (problem is not null)
            throw new HubException(problem);
    }

    private static HubException Ended() => new("The run has ended.");
}
