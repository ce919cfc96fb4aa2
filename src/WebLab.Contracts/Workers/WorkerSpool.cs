using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Workers;

/// <summary>What a worker could not tell a server that was away for too long, in a file beside the run's checkpoints, as
/// <see cref="LabJson"/>. The server takes it in as soon as it looks after the run again.</summary>
public sealed record WorkerSpool
{
    /// <summary>The points that were not acknowledged, in order.</summary>
    public IReadOnlyList<PointBatch> Points { get; init; } = [];

    /// <summary>What was known before the first step; null when it was told.</summary>
    public RunFacts? Facts { get; init; }

    /// <summary>The newest checkpoint on the disk; null when it was told.</summary>
    public CheckpointInfo? Checkpoint { get; init; }

    /// <summary>How far the run had come.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>The measures of the last whole epoch.</summary>
    public RunResult? Result { get; init; }

    /// <summary>How the training ended; null for one that would go on from its checkpoint.</summary>
    public WorkerEnd? End { get; init; }

    /// <summary>One sentence for a failure.</summary>
    public string? Detail { get; init; }

    /// <summary>The file's name.</summary>
    /// <param name="runId">The run.</param>
    public static string NameOf(Guid runId) => $"{runId:N}.spool";
}
