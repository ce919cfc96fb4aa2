using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Saliency;
using WebLab.Training.Saliency;

namespace WebLab.Training.Analyses;

/// <summary>The data-randomisation test as a job: do the maps of where a network looks survive random labels?</summary>
internal sealed class DataRandomisationAnalysis : AnalysisDescriptor
{
    public override string Id => DataRandomisationReport.Kind;

    public override string Title => "Data-randomisation test";

    public override string Sentence => "Whether maps of where a network looks change when it is trained on random labels.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "test-size", "seed"];

    public override string Memory => "examples * inputs * 8 + 600000000";

    public override string Seconds =>
        "10 + saliencySeeds * inputs * (examples * (saliencyEpochs + saliencyRandomEpochs) / 400000 + saliencyImages / 100)";

    public override IReadOnlyList<FieldInfo> Fields =>
        [
            new()
            {
                Name = "saliency-network",
                Path = "analysis.saliencyNetwork",
                Label = "Network",
                Help = "The published convolutional network, or the published MLP of 2500, 1500 and 500 units.",
                Type = FieldKind.Choice,
                Choices = [PublishedNetworks.Cnn, PublishedNetworks.Mlp],
                ChoiceTitles = ["CNN", "MLP, 2500-1500-500"],
                Default = PublishedNetworks.Cnn,
            },
            Count("saliency-epochs", "saliencyEpochs", "Epochs on true labels", "50 in the paper.", (1, 1_000, 50)),
            Count("saliency-random-epochs", "saliencyRandomEpochs", "Epochs on random labels", "100 in the paper.", (1, 5_000, 100)),
            Count("saliency-seeds", "saliencySeeds", "Seeds", "Pairs of networks that are trained; three give an interval.", (1, 20, 3)),
            Count("saliency-images", "saliencyImages", "Images explained", "Test images whose maps are compared.", (1, 1_000, 20)),
        ];

    public override void Work(AnalysisWork work)
    {
        var options = new RandomisationOptions(
            work.Text("saliencyNetwork"),
            (int)work.Number("saliencyEpochs"),
            (int)work.Number("saliencyRandomEpochs"),
            (int)work.Number("saliencySeeds"),
            (int)work.Number("saliencyImages"),
            work.Spec.Seed
        );
        new DataRandomisation(options, work.Data, DatasetFacts.Of(work.Spec.Dataset), work.Device, work.Tell).Run(work.Keep);
    }

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
