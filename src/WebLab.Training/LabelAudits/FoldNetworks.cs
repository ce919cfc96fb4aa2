using System.Diagnostics;
using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Data.Preprocessing;
using WebLab.Science.Catalogue;
using WebLab.Training.Catalogue;
using WebLab.Training.Models;
using WebLab.Training.Optimization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.LabelAudits;

/// <summary>What networks say of examples that they were not trained on.</summary>
/// <param name="Probabilities">Of each training example by the network whose fold it is in, then of each test example the mean of
/// all.</param>
/// <param name="HeldOut">How many examples each fold has, and how many of their given labels are told.</param>
/// <param name="Trained">The share of the labels that the networks were trained on and told in their last epoch, while they were
/// trained.</param>
internal sealed record FoldPredictions(ProbabilityTable Probabilities, IReadOnlyList<(int Count, int Told)> HeldOut, double Trained);

/// <summary>
/// Out-of-sample probabilities by networks: the examples are parted into folds of equal shares of each class, and the examples of a fold
/// are told by a network that was trained on all the others, from the folds' own seed and on the device.
/// </summary>
internal sealed class FoldNetworks
{
    // Of small sets fewer, or an epoch would be a few steps.
    private const int MostInBatch = 128,
        FewestInBatch = 16,
        StepsWanted = 32;

    private const double Momentum = 0.9;

    // The outputs of a network that has memorised are tens apart, and may tell nothing.
    private const double LeastSharpness = 1e-3;

    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMilliseconds(200);

    private readonly LabelAuditSubject _subject;
    private readonly FoldNetworkOptions _options;
    private readonly ComputeDevice _device;
    private readonly NetworkDescriptor _network;
    private readonly InputShape _shape;
    private readonly ulong _seed;
    private readonly Action<string, double> _told;
    private readonly CancellationToken _cancel;
    private readonly Stopwatch _sinceTold = Stopwatch.StartNew();

    /// <param name="subject">The examples with their given labels.</param>
    /// <param name="options">Which networks, and how they are trained.</param>
    /// <param name="seed">The audit's.</param>
    /// <param name="device">Where they are trained.</param>
    /// <param name="told">Hears which fold and epoch is in hand, and the share that is done; on the thread that calls.</param>
    /// <param name="cancel">Looked at before each step.</param>
    /// <exception cref="TrainingFailedException">These networks cannot be trained on these examples.</exception>
    public FoldNetworks(
        LabelAuditSubject subject,
        FoldNetworkOptions options,
        int seed,
        ComputeDevice device,
        Action<string, double> told,
        CancellationToken cancel
    )
    {
        (_subject, _options, _device, _told, _cancel) = (subject, options, device, told, cancel);
        if (Refusal(subject, options) is { } refusal)
            throw new TrainingFailedException(refusal);
        _network = Networks.Find(options.Network)!;
        _seed = Seeds.Derive(seed, LabelAuditSeeds.Folds);
        var train = subject.Train;
        _shape = train.Features is null ? new(train.Height, train.Width, train.Channels) : InputShape.OfFeatures(train.Width);
    }

    /// <summary>Why such networks cannot be trained on these examples, one sentence, or null.</summary>
    public static string? Refusal(LabelAuditSubject subject, FoldNetworkOptions options)
    {
        if (Networks.Find(options.Network) is not { } network)
            return $"network must be one that this trainer has; it was {Sentence.Shown(options.Network)}.";
        var (train, info) = (subject.Train, TrainerCatalogue.Describe(network));
        return OfferedNetworks.Refusal("network", info, train.Kind, train.Height, train.Width, subject.Title)
            ?? (
                options.Folds <= train.Count
                    ? null
                    : Sentence.Of(
                        $"folds must be at most {train.Count:N0}, the training examples of {subject.Title}; it was {options.Folds:N0}."
                    )
            );
    }

    /// <summary>Trains them one after the other.</summary>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="TrainingFailedException">The loss of one became NaN or infinite.</exception>
    public FoldPredictions Predict()
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var (inputs, testInputs) = Inputs();
        var given = Bytes(_subject.Given);
        using var train = OnDevice(inputs, given);
        using var test = testInputs is null ? null : OnDevice(testInputs, _subject.Test!.Labels);
        var fold = StratifiedFolds.Of(_subject.Given, _options.Folds, _seed);
        var (logits, tests) = (zeros(train.Count, _subject.Classes.Count), new List<Tensor>());
        var (heldOut, trained) = (new (int, int)[_options.Folds], 0.0);
        for (var number = 0; number < _options.Folds; number++)
        {
            using var inner = NewDisposeScope();
            using var generator = new Generator(0, _device.Torch);
            using var network = Networks
                .Create(_network, _shape, _subject.Classes.Count, FieldGroup.Empty, new(0, generator), Drawn(number, 0))
                .to(_device.Torch);
            trained += Fit(network, train, number, [.. Indices(each => each != number)]) / _options.Folds;
            var rows = tensor(Indices(each => each == number).ToArray(), dtype: ScalarType.Int64);
            var told = Outputs(network, train, rows.to(_device.Torch));
            if (!told.isfinite().all().item<bool>())
                throw Diverged(number, _options.Epochs, double.NaN);
            var labels = tensor(given, dtype: ScalarType.Int64).index_select(0, rows);
            heldOut[number] = ((int)rows.shape[0], (int)told.argmax(1).eq(labels).sum().item<long>());
            logits.index_copy_(0, rows, told);
            if (test is null)
                continue;
            var toldOfTests = Outputs(network, test, null);
            if (!toldOfTests.isfinite().all().item<bool>())
                throw new TrainingFailedException(
                    Sentence.Of($"The network of fold {number + 1} tells what is no finite number of {Untold(toldOfTests):N0} of ")
                        + Sentence.Of($"the {test.Count:N0} test examples: look for values far from those of the training ones.")
                );
            tests.Add(toldOfTests.MoveToOuterDisposeScope());
        }
        return new(OwnProbabilities.Of(logits, _subject.Given, tests, LeastSharpness), heldOut, trained);

        IEnumerable<int> Indices(Func<int, bool> isWanted) => Enumerable.Range(0, fold.Length).Where(index => isWanted(fold[index]));
    }

    private static long Untold(Tensor told) => told.isfinite().all(1).logical_not().sum().item<long>();

    /// <returns>The share of labels that it told in the last epoch, each before the step that it was trained by.</returns>
    private double Fit(Module<Tensor, Tensor> network, DeviceImages train, int number, int[] members)
    {
        using var optimizer = new Sgd(network.parameters(), Momentum, weightDecay: 0);
        var batch = Math.Clamp(members.Length / StepsWanted, FewestInBatch, MostInBatch);
        var steps = (members.Length + batch - 1) / batch;
        var told = 0L;
        network.train();
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            using var epochScope = NewDisposeScope();
            Tell(number, epoch, 0, always: true);
            new RandomStream(Drawn(number, epoch)).Shuffle<int>(members);
            var order = tensor(members, dtype: ScalarType.Int64, device: _device.Torch);
            var (loss, right) = (zeros(1, device: _device.Torch), zeros(1, dtype: ScalarType.Int64, device: _device.Torch));
            for (var step = 0; step < steps; step++)
            {
                _cancel.ThrowIfCancellationRequested();
                using var stepScope = NewDisposeScope();
                // Batches of one size but for one: what is over would be too few for a batch norm.
                var (from, to) = ((long)members.Length * step / steps, (long)members.Length * (step + 1) / steps);
                var rows = order.narrow(0, from, to - from);
                var labels = train.GivenLabels.index_select(0, rows);
                var logits = network.forward(train.Select(rows));
                var crossEntropy = functional.cross_entropy(logits, labels);
                optimizer.ClearGradients();
                crossEntropy.backward();
                // Half a cosine, down to 0: the last epochs settle what the first ones found.
                var done = (epoch - 1 + ((double)step / steps)) / _options.Epochs;
                optimizer.Step(LearningRate * (1 + Math.Cos(Math.PI * done)) / 2);
                using (no_grad())
                {
                    loss.Increase(crossEntropy);
                    right.Increase(logits.argmax(1).eq(labels).sum());
                }
                Tell(number, epoch, (double)(step + 1) / steps);
            }
            if (loss.item<float>() is var sum && !float.IsFinite(sum))
                throw Diverged(number, epoch, sum);
            told = right.item<long>();
        }
        optimizer.ClearGradients();
        return (double)told / members.Length;
    }

    private TrainingDivergedException Diverged(int number, int epoch, double loss) =>
        new(
            Sentence.Of($"The network of fold {number + 1} came to a training loss that is {(double.IsNaN(loss) ? "NaN" : "infinite")} in ")
                + Sentence.Of($"epoch {epoch} at the learning rate {LearningRate}; a smaller one may help.")
        );

    private double LearningRate => _options.LearningRate > 0 ? _options.LearningRate : _network.LearningRate;

    /// <summary>A network's outputs, examples x classes, on the CPU.</summary>
    /// <param name="network">The network; it is left in evaluation mode.</param>
    /// <param name="images">The examples.</param>
    /// <param name="rows">Which of them, int64, on the device; null for all.</param>
    private Tensor Outputs(Module<Tensor, Tensor> network, DeviceImages images, Tensor? rows)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        network.eval();
        // No larger than while it is trained, on a GPU too: so much memory is asked for.
        var (count, batch) = ((int)(rows?.shape[0] ?? images.Count), MostInBatch);
        var outputs = new List<Tensor>();
        for (var start = 0; start < count; start += batch)
        {
            _cancel.ThrowIfCancellationRequested();
            using var inner = NewDisposeScope();
            var size = Math.Min(batch, count - start);
            var some = rows is null ? images.Slice(start, size) : images.Select(rows.narrow(0, start, size));
            outputs.Add(network.forward(some).cpu().MoveToOuterDisposeScope());
        }
        return cat(outputs, 0).MoveToOuterDisposeScope();
    }

    /// <summary>The examples as networks get them: images whitened one by one, columns standardised as those of the training
    /// rows.</summary>
    private (PixelSet Train, PixelSet? Test) Inputs()
    {
        var (train, test) = (Known(_subject.Train), _subject.Test is { Count: > 0 } others ? Known(others) : null);
        if (train.Features is null)
            return (Changed(train, Whiten), test is null ? null : Changed(test, Whiten));
        var columns = Standardising.Of(train);
        return (Changed(train, columns.Apply), test is null ? null : Changed(test, columns.Apply));

        static PixelSet Changed(ImageSet set, Change change) => PixelSet.Stored(set).Each((_, example) => change(example));

        static void Whiten(Span<float> image) => Whitening.Apply(image, image);

        // What is no number is 0, as in the audit's own features.
        static ImageSet Known(ImageSet set) =>
            set.Features is { } values && values.Any(value => !float.IsFinite(value))
                ? new(set.Width, Array.ConvertAll(values, value => float.IsFinite(value) ? value : 0), set.Labels)
                : set;
    }

    private DeviceImages OnDevice(PixelSet inputs, byte[] labels) =>
        new(inputs, labels, labels, [.. Enumerable.Range(0, inputs.Count)], _network.Convolves, _device.Torch);

    private static byte[] Bytes(IReadOnlyList<int> labels) => [.. labels.Select(label => (byte)label)];

    /// <summary>The seed of a network's initial weights, epoch 0, or of its order in an epoch.</summary>
    private ulong Drawn(int number, int epoch) =>
        RandomStream.ForItem(_seed, ((long)number * (FoldNetworkOptions.MaxEpochs + 1)) + epoch).NextUInt64();

    private void Tell(int number, int epoch, double share, bool always = false)
    {
        if (!always && _sinceTold.Elapsed < BetweenTellings)
            return;
        _sinceTold.Restart();
        var epochs = (number * _options.Epochs) + epoch - 1 + share;
        _told(
            Sentence.Of($"Fold {number + 1} of {_options.Folds}, epoch {epoch} of {_options.Epochs}"),
            epochs / ((double)_options.Folds * _options.Epochs)
        );
    }

    private delegate void Change(Span<float> example);
}
