namespace WebLab.Contracts.Runs;

/// <summary>How far a run has come.</summary>
/// <param name="Epoch">The epoch in hand, 1-based; 0 before the first step.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="ImagesPerSecond">Training images a second over the last epoch or, in the first, so far; evaluation time left out.</param>
/// <param name="SecondsLeft">Expected seconds to the end, evaluation included; null until there is something to judge by.</param>
public sealed record RunProgress(int Epoch, int Epochs, int Step, int Steps, double ImagesPerSecond, double? SecondsLeft);
