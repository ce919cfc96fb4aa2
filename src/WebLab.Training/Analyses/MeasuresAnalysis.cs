using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Measures;
using WebLab.Data.Preprocessing;
using WebLab.Science.Specs;
using WebLab.Training.LabExtensions;
using WebLab.Training.Measures;
using static TorchSharp.torch;

namespace WebLab.Training.Analyses;

/// <summary>What trained networks are like: every measure there is, of one stored run or several.</summary>
internal sealed class MeasuresAnalysis : AnalysisDescriptor
{
    private const int MostRuns = 64;

    public override string Id => MeasuresReport.Kind;

    public override string Title => "Measures";

    public override string Sentence => "Margins, norms, sharpness, calibration and more of trained networks, each with what it can say.";

    public override IReadOnlyList<string> Reads => ["dataset", "train-size", "test-size", "corruption", "seed"];

    public override string Memory => "examples * inputs * 24 + inputs * inputs * 24 + 1500000000";

    public override string Seconds => "runs * (10 + examples * inputs / 2000000)";

    public override IReadOnlyList<FieldInfo> Fields =>
        [
            RunField(MostRuns),
            new()
            {
                Name = "measure-sample",
                Path = "analysis.measureSample",
                Label = "Examples of a sample",
                Help = "How many training examples are drawn for sharpness, ranks and the first layer's alignment.",
                Type = FieldKind.WholeNumber,
                Min = 100,
                Max = 10_000,
                Default = "1000",
            },
            new()
            {
                Name = "measure-radius",
                Path = "analysis.measureRadius",
                Label = "Radius of critical samples",
                Help = "The greatest change of a pixel, out of 255, that the critical sample ratio looks for.",
                Type = FieldKind.Number,
                Min = 0.01,
                Max = 128,
                Default = "0.3",
            },
        ];

    public override void Work(AnalysisWork work)
    {
        var measures = NetworkMeasures.All;
        var infos = measures.Select(measure => measure.Describe(ExtensionLoader.Of(measure)?.Name)).ToList();
        var done = new List<MeasuredRun>();
        foreach (var (stored, place) in work.Networks.Select((stored, i) => (stored, i)))
        {
            work.Tell(Doing("Reading the network", stored, place, work), (double)place / work.Networks.Count);
            using var open = stored.Open(work.Device);
            var network = Measured(open, work);
            var results = new List<MeasureResult>();
            foreach (var measure in measures)
            {
                work.Tell(
                    Doing(measure.Title, stored, place, work),
                    (place + ((double)results.Count / measures.Count)) / work.Networks.Count
                );
                using var scope = NewDisposeScope();
                results.Add(measure.Take(network) with { Measure = measure.Id });
            }
            done.Add(Of(open, network, results));
            work.Keep(new MeasuresReport { Measures = infos, Runs = [.. done] }, isLast: place == work.Networks.Count - 1);
        }
    }

    private static string Doing(string what, StoredNetwork stored, int place, AnalysisWork work) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}, network {place + 1} of {work.Networks.Count}: {stored.Name}");

    private static MeasuredNetwork Measured(OpenNetwork open, AnalysisWork work) =>
        new(
            open.Network,
            open.New,
            Examples(open.Data.Train) with
            {
                Scales = Scales(open),
            },
            Examples(open.Data.Test),
            DatasetFacts.Of(open.Spec.Dataset).Classes
        )
        {
            Seed = open.Spec.Seed,
            BeganElsewhere = open.Spec.StartFrom is not null,
            SampleSize = (int)work.Number("measureSample"),
            Radius = work.Number("measureRadius") / 255,
            Cancel = work.Cancel,
        };

    private static MeasuredExamples Examples(DeviceImages images) =>
        new(images.Slice(0, images.Count), Labels(images.GivenLabels), Labels(images.TrueLabels));

    /// <summary>What whitening multiplied each image with; none where the examples are rows of features.</summary>
    private static float[] Scales(OpenNetwork open)
    {
        var facts = DatasetFacts.Of(open.Spec.Dataset);
        if (facts.Kind == DatasetKind.Features)
            return [];
        var pixels = open.Corrupted.Train.CentreCrop(facts.InputHeight, facts.InputWidth);
        return [.. open.Data.Train.Indices.Select(i => 1 / (float)Whitening.Deviation(pixels.Image(i)))];
    }

    private static int[] Labels(Tensor labels) => Array.ConvertAll(labels.cpu().data<long>().ToArray(), label => (int)label);

    private static MeasuredRun Of(OpenNetwork open, MeasuredNetwork network, IReadOnlyList<MeasureResult> results) =>
        new()
        {
            RunId = open.Stored.RunId,
            Name = open.Stored.Name,
            Training = Convert.ToHexStringLower(RecipeHash.Of(open.Spec with { Epochs = 1, KeptNetworks = 0 })),
            Epoch = open.Epoch,
            Step = open.Step,
            Examples = network.Train.Count,
            TestExamples = network.Test.Count,
            NoiseRate = open.Corrupted.RealisedNoiseRate,
            TrainAccuracy = Accuracy(network, network.Train),
            TestAccuracy = Accuracy(network, network.Test),
            Results = results,
        };

    private static double Accuracy(MeasuredNetwork network, MeasuredExamples examples) =>
        network.Logits(examples).Where((logits, i) => MeasuredExamples.Predicted(logits) == examples.Labels[i]).Count()
        / (double)examples.Count;
}
