namespace WebLab.Contracts.Queue;

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
