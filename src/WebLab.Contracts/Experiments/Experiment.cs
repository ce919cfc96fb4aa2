using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Experiments;

/// <summary>An experiment opened.</summary>
/// <param name="Summary">The experiment.</param>
/// <param name="Runs">Its runs, in the order of the request.</param>
public sealed record Experiment(ExperimentSummary Summary, IReadOnlyList<RunSummary> Runs);
