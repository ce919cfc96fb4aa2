using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Scores;
using WebLab.Training.Scores;

namespace WebLab.Training.Analyses;

/// <summary>Scores of training examples that take many networks, as a job.</summary>
internal sealed class ExampleScoresAnalysis : AnalysisDescriptor
{
    public override string Id => ExampleScoresReport.Kind;

    public override string Title => "Scores of examples";

    public override string Sentence =>
        "Which training examples are memorised, which move which test examples, and which are hard: scores over many small networks.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "test-size", "corruption", "seed"];

    public override bool ScoresExamples => true;

    // A bool an example and network is kept for influence, whose matrix is made in strips.
    public override string Memory => "examples * inputs * 8 + scoreNetworks * (examples + 10000) + 900000000";

    public override string Seconds => "5 + scoreNetworks * scoreEpochs * examples * (inputs * 512 + 134000) / 20000000000";

    public override IReadOnlyList<FieldInfo> Fields =>
        [
            new()
            {
                Name = "score-method",
                Path = "analysis.scoreMethod",
                Label = "Score",
                Help = "Memorisation and influence by subsets, the consistency score, EL2N, GraNd, or when the first half is forgotten.",
                Type = FieldKind.Choice,
                Choices = [.. ScoreMethod.All.Select(method => method.Id)],
                ChoiceTitles = [.. ScoreMethod.All.Select(method => method.Title)],
                Default = ScoreMethod.Memorisation,
            },
            Count(
                "score-networks",
                "scoreNetworks",
                "Networks",
                "MLPs of 512 and 256 units; of a C-score as many for each share.",
                4,
                20_000,
                100
            ),
            Count(
                "score-epochs",
                "scoreEpochs",
                "Epochs of each",
                "10 for memorisation and C-scores, fewer for EL2N and GraNd; of second-split forgetting for each half.",
                1,
                1_000,
                10
            ),
            Number(
                "score-share",
                "scoreShare",
                "Trained on",
                "The share of the examples that each network is trained on, for memorisation.",
                0.05,
                0.95,
                0.7
            ),
            Number("score-rate", "scoreRate", "Learning rate", "Of gradient descent with momentum 0.9 on batches of 128.", 1e-6, 10, 0.1),
        ];

    public override void Work(AnalysisWork work)
    {
        var options = new ScoreOptions(
            work.Text("scoreMethod"),
            (int)work.Number("scoreNetworks"),
            (int)work.Number("scoreEpochs"),
            work.Number("scoreShare"),
            work.Number("scoreRate"),
            work.Spec.Seed
        );
        new ExampleScorer(options, work.Data, DatasetFacts.Of(work.Spec.Dataset), work.Device).Run(work.Tell, work.Keep, work.Cancel);
    }

    private static FieldInfo Count(string name, string key, string label, string help, int least, int most, int standard) =>
        Number(name, key, label, help, least, most, standard) with
        {
            Type = FieldKind.WholeNumber,
        };

    private static FieldInfo Number(string name, string key, string label, string help, double least, double most, double standard) =>
        new()
        {
            Name = name,
            Path = $"analysis.{key}",
            Label = label,
            Help = help,
            Type = FieldKind.Number,
            Min = least,
            Max = most,
            Default = standard.ToString(CultureInfo.InvariantCulture),
        };
}
