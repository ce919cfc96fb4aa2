using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Training;
using WebLab.Training.Checkpoints;
using WebLab.Training.Commands;
using WebLab.Training.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Bench.Memorisation;

/// <summary>Whether normalised margins tell a network of true labels from one of random labels, where both fit every example.</summary>
internal sealed class MarginsPart : IMemorisationPart
{
    private static readonly RunSpec Recipe = new()
    {
        Dataset = DatasetName.Mnist,
        TrainSize = 1_000,
        TestSize = 1_000,
        Epochs = 200,
        LearningRateDecay = 1,
    };

    public string Name => "margins";

    public Task Measure(MemorisationMeasure measure)
    {
        var pairs = measure
            .EachSeed.Select(seed =>
                (OfTrue: Fit(measure, CorruptionKind.TrueLabels, seed), OfRandom: Fit(measure, CorruptionKind.RandomLabels, seed))
            )
            .ToList();
        var fitted = pairs.Min(pair => Math.Min(pair.OfTrue.Accuracy, pair.OfRandom.Accuracy));
        measure.Report.Add(
            BenchFigure.AtLeast("memorisation.margins-fit", 100 * fitted, "%", 100, "training accuracy of the network that fits least")
        );
        var each = pairs.Select(pair => Sentence.Of($"{pair.OfTrue.Margin:0.00e0} against {pair.OfRandom.Margin:0.00e0}"));
        var how = Sentence.Of(
            $"median normalised margin with true labels over that with random ones, the least of {measure.Seeds} seeds, MLP 1x512, MNIST "
                + $"{Recipe.TrainSize:N0}, {Recipe.Epochs} epochs; {string.Join(", ", each)}"
        );
        measure.Report.Add(
            BenchFigure.AtLeast("memorisation.margins", pairs.Min(pair => pair.OfTrue.Margin / pair.OfRandom.Margin), "x", 1.01, how)
        );
        return Task.CompletedTask;
    }

    private static (double Margin, double Accuracy) Fit(MemorisationMeasure measure, string labels, int seed)
    {
        var spec = Recipe with
        {
            Seed = seed,
            Corruption = new() { Kind = labels },
        };
        var corrupted = RecordedTraining.Data(measure, spec);
        Checkpoint? final = null;
        using var control = new TrainingControl(measure.Cancel) { KeepsFinal = true, Keep = (checkpoint, _) => final = checkpoint };
        var accuracy = Execution.Run(spec, corrupted, measure.Device, new TrainingTable(TextWriter.Null), control).TrainAccuracy;

        using var scope = NewDisposeScope();
        using var data = new TrainingData(spec, corrupted, measure.Device.Torch);
        using var generator = new Generator(0);
        using var network = New();
        TrainingState.ReadNetwork(final!, network);
        var measured = new MeasuredNetwork(network, New, Examples(data.Train), Examples(data.Test), DatasetFacts.Of(spec.Dataset).Classes);
        return (new NormalisedMarginMeasure().Take(measured).Value!.Value, accuracy);

        nn.Module<Tensor, Tensor> New()
        {
            var created = Networks.Create(spec, data.Shape, generator);
            created.eval();
            return created;
        }
    }

    private static MeasuredExamples Examples(DeviceImages images) =>
        new(images.Slice(0, images.Count), Labels(images.GivenLabels), Labels(images.TrueLabels));

    private static int[] Labels(Tensor labels) => Array.ConvertAll(labels.data<long>().ToArray(), label => (int)label);
}
