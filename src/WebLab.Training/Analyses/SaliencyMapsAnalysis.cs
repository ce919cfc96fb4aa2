using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Saliency;
using WebLab.Training.Saliency;

namespace WebLab.Training.Analyses;

/// <summary>Where stored networks look, side by side: those of true and of random labels, or one network over its epochs.</summary>
internal sealed class SaliencyMapsAnalysis : AnalysisDescriptor
{
    private const int MostRuns = 12;
    private const string TrueLabel = "true-label";

    public override string Id => SaliencyMapsReport.Kind;

    public override string Title => "Where networks look";

    public override string Sentence =>
        "Maps of the same test images by stored networks, side by side: what each looks at, over runs or epochs.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "test-size", "corruption", "seed"];

    public override string Memory => "examples * inputs * 8 + 600000000";

    public override string Seconds => "5 + runs * (5 + mapImages * inputs / 100)";

    public override IReadOnlyList<FieldInfo> Fields =>
        [
            RunField(MostRuns),
            new()
            {
                Name = "map-images",
                Path = "analysis.mapImages",
                Label = "Images",
                Help = "How many test images are drawn, from the first.",
                Type = FieldKind.WholeNumber,
                Min = 1,
                Max = 40,
                Default = "8",
            },
            new()
            {
                Name = "map-output",
                Path = "analysis.mapOutput",
                Label = "Output",
                Help =
                    "Which output is explained: that of the class that a network predicts, or of the image's true label, which is the same "
                    + "for all networks.",
                Type = FieldKind.Choice,
                Choices = ["predicted", TrueLabel],
                Default = "predicted",
            },
        ];

    public override void Work(AnalysisWork work) =>
        new StoredMaps(work, (int)work.Number("mapImages"), work.Text("mapOutput") == TrueLabel).Run();
}
