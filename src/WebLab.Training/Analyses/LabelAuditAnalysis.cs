using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Analyses;

/// <summary>The label audit as a job: whether a data set's labels belong to its features.</summary>
internal sealed class LabelAuditAnalysis : AnalysisDescriptor
{
    private static readonly LabelAuditOptions Standard = new();

    public override string Id => "label-audit";

    public override string Title => "Label audit";

    public override string Sentence => "Whether a data set's labels belong to its features, how many are wrong, and which.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "corruption", "seed"];

    public override string Memory => "examples * inputs * 16 + examples * 26000 + 500000000";

    public override string Seconds =>
        "5 + examples * inputs / 250000 + examples * examples / 5000000 + auditPermutations * examples / 20000000";

    public override IReadOnlyList<FieldInfo> Fields =>
        [
            new()
            {
                Name = "audit-permutations",
                Path = "analysis.auditPermutations",
                Label = "Permutations",
                Help = "How many times the labels are permuted in the tests that train nothing.",
                Type = FieldKind.WholeNumber,
                Min = LabelAuditOptions.MinPermutations,
                Max = LabelAuditOptions.MaxPermutations,
                Default = Standard.Permutations.ToString(CultureInfo.InvariantCulture),
            },
        ];

    public override void Work(AnalysisWork work)
    {
        var facts = DatasetFacts.Of(work.Spec.Dataset);
        var report = LabelAuditor.Audit(
            LabelAuditSubject.Of(facts.Title, facts.Classes, facts.Columns, work.Data, facts.Kind == DatasetKind.Features),
            new() { Seed = work.Spec.Seed, Permutations = (int)work.Number("auditPermutations") },
            work.Device,
            progress =>
            {
                work.Tell(progress.Stage, progress.Done);
                work.Keep(progress.SoFar, isLast: false);
            },
            work.Cancel
        );
        work.Keep(report, isLast: true);
    }
}
