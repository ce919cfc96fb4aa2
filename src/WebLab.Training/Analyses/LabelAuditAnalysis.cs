using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;

namespace WebLab.Training.Analyses;

/// <summary>The label audit as a job: whether a data set's labels belong to its examples, how many are wrong, and which.</summary>
internal sealed class LabelAuditAnalysis : AnalysisDescriptor
{
    private const string AnyRule = "any";

    private static readonly LabelAuditOptions Standard = new();

    public override string Id => LabelAuditReport.Kind;

    public override string Title => "Label audit";

    public override string Sentence => "Whether a data set's labels belong to its examples, how many are wrong, and which.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "test-size", "corruption", "seed"];

    // A network's units are at most 4,096 of each example, four copies of them, and three matrices of the ridge; the network with a batch's
    // activations a gigabyte and a half.
    private const string UnitsMemory =
        "auditFeatures * (1500000000 + (examples + tests) * 4096 * 20 + 32 * min(examples, 4096) * min(examples, 4096))";

    // Images have up to 6,400 features each; rows of features 512 beside their own, and four copies of what they are. Embeddings take the
    // place of these. How large their file is is not known before it is read, but how large at most: 16,384 columns of each of the set's
    // examples, 128,000,000 numbers of all. Reading takes the file's bytes or text and two tables of float64, 32 bytes a number; what is
    // audited of them five copies as float32, and the ridge the products, their factor and their inverse in float64 and what these were
    // made of, with as many rows and columns as there are features or, where these are fewer, examples.
    public override string Memory =>
        "(examples + tests) * (images * (inputs * 16 + (1 - max(auditEmbeddings, auditFeatures)) * 26000) "
        + "+ (1 - images) * (inputs * 40 + (1 - max(auditEmbeddings, auditFeatures)) * 3200) + classes * 48) + 500000000 + "
        + "auditEmbeddings * max(32 * min(whole * 16384, 128000000), 20 * min((examples + tests) * 16384, 128000000) "
        + "+ 32 * min(examples, 128000000 / examples) * min(examples, 128000000 / examples)) + "
        + $"{UnitsMemory} + {FoldNetworkFields.Memory}";

    // What grows with the square, and permutations, keep to a share of the budget.
    public override string Seconds =>
        "5 + examples * inputs / 250000 + auditFeatures * (examples + tests) * inputs / 2000000 "
        + "+ min(examples * examples / 5000000, auditBudget * 0.6) "
        + "+ min(auditPermutations * examples / 20000000, auditBudget * 0.4) + "
        + FoldNetworkFields.Seconds;

    public override IReadOnlyList<FieldInfo> Fields =>
        [
            Count(
                "audit-permutations",
                "auditPermutations",
                "Permutations",
                "How many times the labels are permuted in the tests that train nothing.",
                (LabelAuditOptions.MinPermutations, LabelAuditOptions.MaxPermutations, Standard.Permutations)
            ),
            Count(
                "audit-shuffles",
                "auditShuffles",
                "Shuffled copies",
                "How many shuffled copies of the labels the network is trained on.",
                (LabelAuditOptions.MinShuffles, LabelAuditOptions.MaxShuffles, Standard.Shuffles)
            ),
            Count(
                "audit-budget",
                "auditBudget",
                "Seconds that it may take",
                "Fewer features and epochs are taken for less.",
                (10, 86_400, Standard.BudgetSeconds)
            ),
            Count(
                "audit-group",
                "auditGroup",
                "Column to group by",
                "The column of a table, from 1, whose values part the examples into groups that are looked at one by one; of imported "
                    + "images 1 for the folder, 2 for the file's format, 3 for its size and 4 for colour or grey; 0 for none.",
                (0, 1_000_000, 0)
            ),
            new()
            {
                Name = "audit-training",
                Path = "analysis.auditTraining",
                Label = "Train on shuffled labels",
                Help = "Whether the paper's own test is made, which trains a network on the given labels and on shuffled copies.",
                Type = FieldKind.Switch,
                Default = "true",
            },
            new()
            {
                Name = "audit-probabilities",
                Path = $"analysis.{LabelAuditOptions.ProbabilitiesKey}",
                Label = "Probabilities",
                Help = "A file of out-of-sample probabilities that was brought for the data set; left out for the audit's own scores.",
                Type = FieldKind.Text,
                Default = "",
            },
            new()
            {
                Name = "audit-embeddings",
                Path = $"analysis.{LabelAuditOptions.EmbeddingsKey}",
                Label = "Embeddings",
                Help = "A file of embeddings that was brought for the data set; left out for the audit's own features.",
                Type = FieldKind.Text,
                Default = "",
            },
            new()
            {
                Name = "audit-features",
                Path = $"analysis.{LabelAuditOptions.FeaturesKey}",
                Label = "Features by a network",
                Help = "A stored run, or RUN:SEQUENCE for a kept checkpoint, whose network's penultimate layer tells examples apart; left "
                    + "out for the audit's own features.",
                Type = FieldKind.Runs,
                Min = 1,
                Max = 1,
                Default = "",
            },
            new()
            {
                Name = "audit-filter",
                Path = $"analysis.{LabelAuditOptions.FilterKey}",
                Label = "Suspects by",
                Help = "The rule that takes labels for wrong, by cleanlab's name; any for what at least one of them flags.",
                Type = FieldKind.Choice,
                Choices = [AnyRule, .. Names<LabelFilter>.All],
                Default = AnyRule,
            },
            .. FoldNetworkFields.All,
        ];

    public override void Work(AnalysisWork work)
    {
        var facts = DatasetFacts.Of(work.Spec.Dataset);
        var isFeatures = facts.Kind == DatasetKind.Features;
        var subject = LabelAuditSubject
            .Of(facts.Title, facts.Classes, facts.Columns, work.Data, isFeatures)
            .WithOrigins(work.DataFolder) with
        {
            ContentHash = work.Spec.DatasetHash,
        };
        var all = (facts.TrainCount, facts.TestCount);
        var audited = (subject.Train.Count, subject.Test?.Count ?? 0);
        ExampleNames? Own() => facts.IsOwn ? ExampleNames.Read(work.DataFolder, facts.Title, audited, all) : null;
        if (work.Text(LabelAuditOptions.ProbabilitiesKey) is { Length: > 0 } scores)
        {
            var (path, title) = work.Probabilities ?? throw NotHere("probabilities", scores);
            subject = subject.With(title, AuditFiles.Probabilities(path, title, Own(), work.Cancel), all);
        }
        if (work.Text(LabelAuditOptions.EmbeddingsKey) is { Length: > 0 } embeddings)
        {
            var (path, title) = work.Embeddings ?? throw NotHere("embeddings", embeddings);
            subject = subject.With(title, AuditFiles.Embeddings(path, title, Own(), work.Cancel), all);
        }
        if (work.Networks is [var network])
            subject = subject with { Embeddings = NetworkFeatures.Of(network, work) };
        var column = (int)work.Number("auditGroup");
        if (column > ExampleGroups.ColumnsOf(subject).Count)
            throw new TrainingFailedException(
                Contracts.Sentence.Of(
                    $"{facts.Title} has {ExampleGroups.ColumnsOf(subject).Count:N0} columns to group its examples by, and none is "
                        + $"number {column:N0}."
                )
            );
        var report = LabelAuditor.Audit(
            subject,
            new()
            {
                Seed = work.Spec.Seed,
                Permutations = (int)work.Number("auditPermutations"),
                Shuffles = (int)work.Number("auditShuffles"),
                BudgetSeconds = (int)work.Number("auditBudget"),
                GroupColumn = column > 0 ? column - 1 : null,
                Networks = FoldNetworkFields.Read(work),
                Filter = Names<LabelFilter>.TryParse(work.Text(LabelAuditOptions.FilterKey), out var filter) ? filter : null,
                Tests = work.Switch("auditTraining")
                    ? Standard.Tests
                    : [.. Standard.Tests.Where(test => test != LabelAuditTest.TrainingCurve)],
            },
            work.Device,
            progress =>
            {
                work.Tell(progress.Stage, progress.Done);
                work.Keep(progress.SoFar, isLast: false);
            },
            work.Cancel
        );
        if (work.Data.LeftOut is > 0 and var aside && report.Answers.Count > 0)
        {
            var untold =
                Contracts.Sentence.Of($"Whether {aside:N0} examples that the label file leaves out are labelled well: they are looked at ")
                + "with the publisher's labels, and count in every number.";
            var first = report.Answers[0];
            report = report with
            {
                Answers = [first with { CannotSay = [.. first.CannotSay, untold] }, .. report.Answers.Skip(1)],
            };
        }
        work.Keep(report, isLast: true);
    }

    private static TrainingFailedException NotHere(string noun, string file) =>
        new($"The file of {noun} {file} is not on this server: bring it again.");

    private static FieldInfo Count(string name, string key, string label, string help, (int Min, int Max, int Standard) range) =>
        new()
        {
            Name = name,
            Path = $"analysis.{key}",
            Label = label,
            Help = help,
            Type = FieldKind.WholeNumber,
            Min = range.Min,
            Max = range.Max,
            Default = range.Standard.ToString(CultureInfo.InvariantCulture),
        };
}
