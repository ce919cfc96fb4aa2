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
    /// <summary>What the longest batch of a worker holds, and room for those of another make.</summary>
    private const int MaxBatch = 100_000;

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
        if (await recorder.Started(RunId, facts) is null)
            throw Ended();
    }

    public async Task<long> Report(PointBatch batch)
    {
        var count = batch.Steps.Length;
        if (count > MaxBatch || batch.FirstSequence < 1 || batch.Metrics.Length != count || batch.Values.Length != count || batch.Times.Length != count
            || batch.Metrics.Any(metric => !Enum.IsDefined(metric)))
            throw new HubException($"A batch must have 1 to {MaxBatch} points, numbered from 1, in columns of equal length.");
        try
        {
            return await recorder.Reported(RunId, batch);
        }
        catch (RunEndedException)
        {
            throw Ended();
        }
    }

    public async Task Advance(RunProgress progress, RunResult? result)
    {
        if (await recorder.Advanced(RunId, progress, result) is null)
            throw Ended();
    }

    public async Task Saved(CheckpointInfo checkpoint)
    {
        if (await recorder.Saved(RunId, checkpoint) is null)
            throw Ended();
        checkpoints.Saved(RunId);
    }

    public Task Finish(WorkerEnd end, string? detail, RunResult? result) => supervisor.Finished(RunId, end, detail, result);

    public static string GroupOf(Guid runId) => runId.ToString("N");

    private static HubException Ended() => new("The run has ended.");
}
