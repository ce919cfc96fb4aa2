using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Data;
using WebLab.Training.Losses;
using WebLab.Training.Models;
using WebLab.Training.Optimization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Worker;

/// <summary>Takes the steps of a recipe's training, without augmentation, on drawn examples, as fast as it can, for whoever wants to know
/// how fast that is with so many threads and beside so many others.</summary>
internal static class PaceTrainer
{
    // More than the caches hold, as a training set is, and little enough for a process a core.
    private const long ImageBytes = 64_000_000;

    /// <summary>Answers until its input ends.</summary>
    /// <param name="input">A <see cref="PaceOrder"/>, then lines of threads and seconds, with a space between.</param>
    /// <param name="output">Gets for each of these lines training images a second, of one step at least.</param>
    public static void Run(TextReader input, TextWriter output)
    {
        if (input.ReadLine() is not { } first)
            return;
        var order = JsonSerializer.Deserialize<PaceOrder>(first, LabJson.Options)!;
        if (order.DatasetFacts is { } own)
            DatasetFacts.Add(JsonSerializer.Deserialize<DatasetFacts>(own, LabJson.Options)!);
        var spec = JsonSerializer.Deserialize<RunSpec>(order.Recipe, LabJson.Options)!;
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var step = Prepare(spec, generator);
        while (input.ReadLine() is { } line)
        {
            var asked = line.Split(' ');
            set_num_threads(int.Parse(asked[0], CultureInfo.InvariantCulture));
            output.WriteLine(Sentence.Of($"{ImagesPerSecond(step, double.Parse(asked[1], CultureInfo.InvariantCulture))}"));
            output.Flush();
        }
    }

    private static double ImagesPerSecond(Func<int> step, double seconds)
    {
        var (images, began) = (0L, Stopwatch.GetTimestamp());
        do
            images += step();
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds);
        return images / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <returns>Takes a step as <see cref="Trainer"/> does, and gives the images of its batch.</returns>
    private static Func<int> Prepare(RunSpec spec, Generator generator)
    {
        var facts = DatasetFacts.Of(spec.Dataset);
        var shape = new InputShape(facts.InputHeight, facts.InputWidth, facts.Channels);
        if (facts.Kind == DatasetKind.Features)
            shape = InputShape.OfFeatures(shape.Inputs);
        var batch = Math.Min(spec.BatchSize, spec.TrainSize);
        var count = (int)Math.Clamp(ImageBytes / ((long)shape.Inputs * sizeof(float)), batch, Math.Max(batch, spec.TrainSize));
        // As DeviceImages has them.
        var channelsLast = Networks.Of(spec).Convolves;
        var pixels = channelsLast
            ? randn([count, shape.Rows, shape.Columns, shape.Channels], generator: generator)
            : randn([count, shape.Channels, shape.Rows, shape.Columns], generator: generator);
        var labels = tensor(Enumerable.Range(0, count).Select(i => (long)(i % facts.Classes.Count)).ToArray());
        var network = Networks.Create(spec, shape, generator);
        var precision = TrainingPrecision.Of(spec, ComputeDevice.Open("cpu", 1));
        var objective = LossRegistry
            .Of(spec)
            .Create(
                new(
                    spec,
                    count,
                    facts.Classes.Count,
                    CPU,
                    () => precision.Peer(Networks.Create(spec, shape, generator, Seeds.PeerInitialisation))
                )
            );
        var optimizer = Sgd.Of(spec, network);
        var order = randperm(count, dtype: ScalarType.Int64, generator: generator);
        var (first, number) = (0, 0);
        network.train();
        return () =>
        {
            using var scope = NewDisposeScope();
            if (first + batch > count)
                first = 0;
            var rows = order.narrow(0, first, batch);
            first += batch;
            var given = labels.index_select(0, rows);
            // Random labels with the recipe's rate could grow beyond all numbers, in which processors are slower.
            var step = new LossStep(1, ++number, 0, rows, given);
            var images = pixels.index_select(0, rows);
            var shown = objective.Prepare(channelsLast ? images.permute(0, 3, 1, 2) : images, step);
            var logits = precision.Forward(network, shown);
            var crossEntropy = cross_entropy(logits, given);
            var loss = objective.Of(shown, logits, crossEntropy, step);
            optimizer.ClearGradients();
            loss.backward();
            optimizer.Step(0);
            return batch;
        };
    }
}
