using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Curves;
using WebLab.Server.Live;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Telemetry;

namespace WebLab.Server.Workers;

/// <summary>Writes down what workers report. A worker is heard only while its run goes on.</summary>
public sealed class Recorder(
    LabDatabase database,
    RunStore runs,
    RunLifecycle lifecycle,
    CurveStore curves,
    Broadcaster broadcaster,
    TimeProvider time
)
{
    public Task<RunSummary?> Claimed(Guid runId) =>
        runs.Change(runId, run => run.Status.IsActive() ? run with { LastSeenAt = time.GetUtcNow() } : null);

    public Task<RunSummary?> Started(Guid runId, RunFacts facts) =>
        runs.Change(runId, run => run.Status.IsActive() ? run with { Facts = facts, LastSeenAt = time.GetUtcNow() } : null);

    /// <summary>A job that tells no points is Running from its first progress on.</summary>
    public Task<RunSummary?> Advanced(Guid runId, RunProgress progress, RunResult? result) =>
        database.Write(tx =>
        {
            if (runs.Read(tx, runId) is not { } run || !run.Status.IsActive())
                return null;
            var advanced = run with { Progress = progress, Result = result ?? run.Result, LastSeenAt = time.GetUtcNow() };
            return lifecycle.MarkRunning(tx, advanced) ?? runs.Save(tx, advanced);
        });

    /// <summary>Stores points and then shows them.</summary>
    /// <returns>The sequence number of the last stored point.</returns>
    /// <exception cref="RunEndedException">The run takes no more points.</exception>
    /// <exception cref="PointsRefusedException">Points lie before those that are stored.</exception>
    public async Task<long> Reported(Guid runId, PointBatch batch)
    {
        // What is refused is told after the commit: a job that throws would have its neighbours run again.
        var stored = await database.Write<(Exception? Refusal, long Before, long Last)>(tx =>
        {
            if (runs.Read(tx, runId) is not { } run || !run.Status.IsActive())
                return (new RunEndedException(), 0, 0);
            if (curves.GoesBack(tx, runId, batch))
                return (new PointsRefusedException(), 0, 0);
            var before = curves.LastSequence(tx, runId);
            var last = curves.Append(tx, runId, batch);
            lifecycle.MarkRunning(tx, run);
            return (null, before, last);
        });
        if (stored.Refusal is not null)
            throw stored.Refusal;
        if (stored.Last > stored.Before)
            broadcaster.Points(runId, batch.After(stored.Before)!);
        LabMeter.Points.Add(stored.Last - stored.Before);
        return stored.Last;
    }

    public Task<RunSummary?> Saved(Guid runId, CheckpointInfo checkpoint) =>
        runs.Change(runId, run => run.Status.IsActive() ? run with { Checkpoint = checkpoint, LastSeenAt = time.GetUtcNow() } : null);
}
