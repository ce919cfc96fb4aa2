using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;

namespace WebLab.Client.Analyses;

/// <summary>Where an analysis is shown: a page of its kind's own, by the kind's name, or the one for every kind.</summary>
public static class AnalysisAddress
{
    /// <summary>The page of a run's report.</summary>
    public static string Of(RunSummary run) => $"analyses/{JobKinds.Of(run.Spec).Id}/{run.Id}";
}
