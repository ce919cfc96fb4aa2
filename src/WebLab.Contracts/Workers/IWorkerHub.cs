using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Workers;

/// <summary>What a worker says to the server, over MessagePack. The connection's bearer token names the run.</summary>
public interface IWorkerHub
{
    /// <summary>The longest detail of an end, in characters.</summary>
    const int MaxDetailLength = 2_000;

    /// <summary>Asks for the spec; again after each reconnect, which tells the server that the worker lives.</summary>
    Task<WorkerAssignment> Claim();

    /// <summary>Says what is known before the first step.</summary>
    /// <param name="facts">The facts.</param>
    Task Start(RunFacts facts);

    /// <summary>Hands over points. Batches may be sent again; points up to the acknowledged sequence are passed over.</summary>
    /// <param name="batch">Consecutive points.</param>
    /// <returns>The sequence number of the last stored point: an acknowledgement that holds after a crash of the server.</returns>
    Task<long> Report(PointBatch batch);

    /// <summary>Says how far the run has come, with the measures of the last whole epoch.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="result">The measures; null in the first epoch.</param>
    Task Advance(RunProgress progress, RunResult? result);

    /// <summary>Says that a checkpoint is on disk, after every point that was told before it was acknowledged.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    Task Saved(CheckpointInfo checkpoint);

    /// <summary>Says that training has ended, after the last point was acknowledged.</summary>
    /// <param name="end">How.</param>
    /// <param name="detail">One sentence for a failure, at most <see cref="MaxDetailLength"/> characters; else null.</param>
    /// <param name="result">The measures of the last whole epoch, or null.</param>
    Task Finish(WorkerEnd end, string? detail, RunResult? result);
}
