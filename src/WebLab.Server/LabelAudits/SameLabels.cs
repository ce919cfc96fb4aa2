using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;
using WebLab.Server.Runs;

namespace WebLab.Server.LabelAudits;

/// <summary>
/// The audits that looked into the same labels of the same content. What is decided in one of them holds in all: nobody judges an
/// example twice because the audit was made again.
/// </summary>
internal static class SameLabels
{
    /// <param name="audit">An audit.</param>
    /// <param name="runs">The runs that the caller sees; the votes of others' private audits stay in these.</param>
    /// <returns>The audit and those like it.</returns>
    public static IReadOnlySet<Guid> Of(RunSummary audit, VisibleRuns runs) =>
        runs.All().Where(run => run.Id == audit.Id || AreSame(run.Spec, audit.Spec)).Select(run => run.Id).ToHashSet();

    private static bool AreSame(RunSpec one, RunSpec other) =>
        one.Analysis?.Kind == other.Analysis?.Kind
        && one.Dataset == other.Dataset
        && one.DatasetHash == other.DatasetHash
        && one.Corruption == other.Corruption
        // A corruption by lot gives other labels with another seed, and for another number of examples.
        && (!one.Corruption.IsDrawn() || (one.Seed == other.Seed && one.TrainSize == other.TrainSize));
}
