using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Workers;

/// <summary>What a worker trains.</summary>
public sealed record WorkerAssignment
{
    /// <summary>The recipe.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>The folder of the data set's files; null for the generated one.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>The folder of label files, for file-labels.</summary>
    public required string? LabelFolder { get; init; }

    /// <summary>The torch device, for example <c>cpu</c> or <c>cuda:0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Threads to compute with, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>The sequence number of the last stored point; 0 for a fresh run.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Where its checkpoints are; the newest that the stored points reach up to is gone on from.</summary>
    public required CheckpointOrder Checkpoints { get; init; }
}
