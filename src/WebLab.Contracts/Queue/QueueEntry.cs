namespace WebLab.Contracts.Queue;

/// <summary>A run that waits and when it is expected to start.</summary>
/// <param name="RunId">The run; empty for another person's private one, of which nothing is told but its place and expected start.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="ExperimentName">The experiment's name.</param>
/// <param name="OwnerId">Who launched it; empty for nobody.</param>
/// <param name="Owner">Their name; empty for nobody.</param>
/// <param name="Priority">Before which of its owner's other runs it goes, -10 to 10.</param>
/// <param name="IsPlaced">Whether an administrator has given it its place.</param>
/// <param name="MemoryBytes">The memory that it is expected to need.</param>
/// <param name="Seconds">How long it is expected to take.</param>
/// <param name="StartsAt">When it is expected to start, UTC; null when nothing can be said.</param>
/// <param name="Waiting">Why it does not start though a device is free, one sentence; null when it only waits its turn.</param>
public sealed record QueueEntry(
    Guid RunId,
    string Name,
    Guid ExperimentId,
    string ExperimentName,
    Guid OwnerId,
    string Owner,
    int Priority,
    bool IsPlaced,
    long MemoryBytes,
    double Seconds,
    DateTimeOffset? StartsAt,
    string? Waiting
)
{
    /// <summary>Whether a cluster has it and it waits there, <see cref="Waiting"/> being the cluster's reason: it stands before the
    /// queue, and is moved no more.</summary>
    public bool IsHandedOver { get; init; }

    /// <summary>Whether it is another person's private run.</summary>
    public bool IsHidden() => RunId == Guid.Empty;
}

/// <summary>Asks for an order of the queue: these runs first, in this order; the others follow in the fair one. None gives the fair order
/// back to all.</summary>
/// <param name="Ids">Queued runs, each once, at most 10,000.</param>
public sealed record QueueOrder(IReadOnlyList<Guid> Ids)
{
    /// <summary>The most runs of one order.</summary>
    public const int MaxIds = 10_000;
}

/// <summary>Asks to give queued runs another priority among the runs of their owner.</summary>
/// <param name="Ids">The runs.</param>
/// <param name="Priority">-10 to 10; 0 is what a run has that nobody has said anything about.</param>
public sealed record QueuePriority(IReadOnlyList<Guid> Ids, int Priority)
{
    /// <summary>The least.</summary>
    public const int Min = -10;

    /// <summary>The greatest.</summary>
    public const int Max = 10;
}
