namespace WebLab.Contracts.Workers;

/// <summary>Where a worker keeps its run's checkpoints, and how often it makes them.</summary>
/// <param name="RunId">The run, which names the files.</param>
/// <param name="Folder">The folder.</param>
/// <param name="SecondsBetween">Seconds between two that nobody asked for, more than 0; 0 for none.</param>
/// <param name="KeepsFinal">Whether the trained network is kept.</param>
public sealed record CheckpointOrder(Guid RunId, string Folder, double SecondsBetween, bool KeepsFinal);
