namespace WebLab.Contracts.Queue;

/// <summary>Asks for an order of the queue: these runs first, in this order; the others follow in the fair one. None gives the fair order
/// back to all.</summary>
/// <param name="Ids">Queued runs, each once, at most 10,000.</param>
public sealed record QueueOrder(IReadOnlyList<Guid> Ids)
{
    /// <summary>The most runs of one order.</summary>
    public const int MaxIds = 10_000;
}
