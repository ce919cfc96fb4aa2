namespace WebLab.Contracts.Runs;

/// <summary>The newest checkpoint of a run, from which it can go on.</summary>
/// <param name="Epoch">The epoch in hand, 1-based.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="SavedAt">When it was written, UTC.</param>
public sealed record CheckpointInfo(int Epoch, int Step, long Bytes, DateTimeOffset SavedAt);
