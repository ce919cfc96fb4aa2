using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using static TorchSharp.torch;

namespace WebLab.Training.Analyses;

/// <summary>The label audit as a job: whether a data set's labels belong to its features.</summary>
internal sealed class LabelAuditAnalysis : AnalysisDescriptor
{
    // As cleanlab's Datalab takes them.
    private const int Neighbours = 10;

    private const int RowsAtOnce = 1_000;

    private static readonly LabelAuditOptions Standard = new();

    public override string Id => "label-audit";

    public override string Title => "Label audit";

    public override string Sentence => "Whether a data set's labels belong to its features, how many are wrong, and which.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "corruption", "seed"];

    public override string Memory => "examples * inputs * 8 + 64000000";

    public override string Seconds => "5 + examples * examples * inputs / 10000000000 + auditPermutations * examples / 20000000";

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
        var permutations = (int)work.Number("auditPermutations");
        var report = new LabelAuditReport
        {
            Title = DatasetFacts.Of(work.Spec.Dataset).Title,
            ScoredBy = "pixels",
            Examples = work.Spec.TrainSize,
            Classes = DatasetFacts.Of(work.Spec.Dataset).Classes,
            Options = new()
            {
                Seed = work.Spec.Seed,
                Permutations = permutations,
                Tests = [LabelAuditTest.Neighbours],
            },
        };
        work.Tell("Looking for each example's nearest neighbours", 0);
        work.Keep(report, isLast: false);
        var neighbours = Graph(work);
        var labels = (byte[])work.Data.GivenLabels.Clone();
        var given = Share(neighbours, labels);
        var random = new RandomStream(Seeds.Derive(work.Spec.Seed, "label-audit"));
        var (sum, asGreat) = (0.0, 0);
        for (var i = 0; i < permutations; i++)
        {
            if (i % 100 == 0)
                work.Tell($"Neighbours: permutation {i:N0} of {permutations:N0}", 0.5 + (0.5 * i / permutations));
            random.Shuffle(labels.AsSpan());
            var share = Share(neighbours, labels);
            sum += share;
            asGreat += share >= given ? 1 : 0;
        }
        var p = (1.0 + asGreat) / (permutations + 1);
        work.Keep(
            report with
            {
                HasAssociation = p <= 0.05,
                Answers =
                [
                    new()
                    {
                        Question = LabelAuditQuestion.Association,
                        Sentence =
                            p <= 0.05
                                ? "Yes: neighbours have equal labels more often than any chance would give them."
                                : "No association was found: neighbours have equal labels no more often than by chance.",
                        Numbers =
                        [
                            new("neighbours.share", "Neighbours with equal labels", "10 nearest", given, LabelAuditScale.Fraction)
                            {
                                PValue = p,
                                Count = work.Spec.TrainSize,
                            },
                            new(
                                "neighbours.by-chance",
                                "By chance",
                                "mean of the permutations",
                                sum / permutations,
                                LabelAuditScale.Fraction
                            ),
                        ],
                        CannotSay = ["Whether the labels are right: wrong labels that follow the features belong to them too."],
                    },
                ],
            },
            isLast: true
        );
    }

    private static int[] Graph(AnalysisWork work)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var pixels = work.Data.Train;
        var all = tensor(pixels.Values, [pixels.Count, pixels.ImageLength]).to(work.Device.Torch);
        var norms = all.square().sum(1);
        var found = new List<int>(pixels.Count * Neighbours);
        for (var from = 0; from < pixels.Count; from += RowsAtOnce)
        {
            using var rowScope = NewDisposeScope();
            work.Tell("Looking for each example's nearest neighbours", 0.5 * from / pixels.Count);
            var count = Math.Min(RowsAtOnce, pixels.Count - from);
            var closeness = all.narrow(0, from, count).matmul(all.t()).mul(2).sub(norms);
            closeness.diagonal(from, 0, 1).fill_(float.NegativeInfinity);
            var nearest = closeness.topk(Math.Min(Neighbours, pixels.Count - 1), dim: 1).indexes.to(int32).cpu();
            found.AddRange(nearest.data<int>().ToArray());
        }
        return [.. found];
    }

    private static double Share(int[] neighbours, byte[] labels)
    {
        var each = neighbours.Length / labels.Length;
        var equal = 0;
        for (var i = 0; i < neighbours.Length; i++)
            equal += labels[neighbours[i]] == labels[i / each] ? 1 : 0;
        return equal / (double)neighbours.Length;
    }
}
