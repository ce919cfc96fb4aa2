using System.Diagnostics;
using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Saliency;
using WebLab.Data;
using WebLab.Data.Corruption;
using WebLab.Data.Preprocessing;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Saliency;

/// <summary>What the data-randomisation test is asked.</summary>
/// <param name="Network">One of <see cref="PublishedNetworks"/>.</param>
/// <param name="Epochs">Epochs on true labels.</param>
/// <param name="RandomEpochs">Epochs on permuted labels.</param>
/// <param name="Seeds">Pairs of networks.</param>
/// <param name="Images">Test images whose maps are compared.</param>
/// <param name="Seed">The first seed.</param>
internal sealed record RandomisationOptions(string Network, int Epochs, int RandomEpochs, int Seeds, int Images, int Seed)
{
    /// <summary>The methods that are compared.</summary>
    public IReadOnlyList<SaliencyMethod> Methods { get; init; } = SaliencyMethods.All;
}

/// <summary>
/// The data-randomisation test (Adebayo et al. 2018, "Sanity checks for saliency maps"): one network is trained on true labels and one on a
/// permutation of them; a map that says anything about what was learned differs between the two.
/// </summary>
internal sealed class DataRandomisation
{
    public const int ShownImages = 10;

    /// <summary>Permuted labels are learned when the training accuracy is above it.</summary>
    public const double Learned = 0.95;

    // The authors kept the first 5,000 of all 60,000 for validation.
    private const int PublishedSet = 60_000,
        SetAside = 5_000;

    // A map takes about so many gradients of an image, most of them of IG-SmoothGrad; integrated gradients take 50 to 4,050 until they
    // are complete.
    private const double GradientsOfMaps = 4_000,
        PassesOfStep = 3,
        PassesOfGradient = 2;
    private const int BatchesBetweenWords = 10;

    private readonly RandomisationOptions _options;
    private readonly CorruptedSet _data;
    private readonly DatasetFacts _facts;
    private readonly Device _device;
    private readonly Action<string, double> _tell;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly RandomisationTally _tally;
    private readonly int _first;

    /// <param name="options">What is asked.</param>
    /// <param name="data">Images; their true labels are permuted.</param>
    /// <param name="facts">Their data set.</param>
    /// <param name="device">Where.</param>
    /// <param name="tell">Hears what it is at and the share that is done; may throw to end it.</param>
    public DataRandomisation(
        RandomisationOptions options,
        CorruptedSet data,
        DatasetFacts facts,
        ComputeDevice device,
        Action<string, double> tell
    )
    {
        if (facts.Kind != DatasetKind.Images)
            throw new TrainingFailedException($"The data-randomisation test needs images; {facts.Title} has rows of features.");
        (_options, _data, _facts, _device, _tell) = (options, data, facts, device.Torch, tell);
        _first = data.Train.Count == PublishedSet ? SetAside : 0;
        _tally = new(options, facts, data);
    }

    private int Examples => _data.Train.Count - _first;

    /// <summary>Makes the test.</summary>
    /// <param name="keep">Takes the report after each seed; the flag says that it is the last one.</param>
    public void Run(Action<DataRandomisationReport, bool> keep)
    {
        using var scope = NewDisposeScope();
        var images = Pixels(_data.Train, _first, Examples);
        var explained = Pixels(_data.Test, 0, Math.Min(_options.Images, _data.Test.Count));
        var test = Pixels(_data.Test, 0, _data.Test.Count);
        for (var i = 0; i < _options.Seeds; i++)
        {
            using var each = NewDisposeScope();
            OfSeed(i, images, explained, test);
            keep(_tally.Report(Examples, _watch.Elapsed.TotalSeconds), i == _options.Seeds - 1);
        }
    }

    private void OfSeed(int number, Tensor images, Tensor explained, Tensor test)
    {
        var seed = _options.Seed + number;
        var labels = _data.TrueLabels[_first..];
        var permuted = (byte[])labels.Clone();
        new RandomStream(Seeds.Derive(seed, Seeds.Corruption)).Shuffle<byte>(permuted);
        double[] work =
        [
            _options.Epochs * (double)Examples * PassesOfStep,
            _options.RandomEpochs * (double)Examples * PassesOfStep,
            2 * explained.shape[0] * GradientsOfMaps * PassesOfGradient,
        ];
        var words = _options.Seeds == 1 ? "" : Sentence.Of($", seed {number + 1} of {_options.Seeds}");
        var onTrue = Train(labels, seed, isRandom: false);
        var onRandom = Train(permuted, seed, isRandom: true);
        Explain();

        Module<Tensor, Tensor> Train(byte[] given, int root, bool isRandom)
        {
            var name = isRandom ? "random" : "true";
            var shape = new InputShape(_data.Train.Height, _data.Train.Width, _data.Train.Channels);
            var network = PublishedNetworks.Create(
                _options.Network,
                shape,
                _facts.Classes.Count,
                Seeds.Derive(root, $"{Seeds.Initialisation}/{name}")
            );
            network.to(_device);
            var epochs = isRandom ? _options.RandomEpochs : _options.Epochs;
            var accuracy = PublishedTraining.Fit(
                network,
                images,
                tensor(given, dtype: ScalarType.Int64, device: _device),
                epochs,
                PublishedTraining.Penalty,
                Seeds.Derive(root, $"{Seeds.Shuffling}/{name}"),
                done => Tell($"Training on {name} labels{words}", isRandom ? 1 : 0, done)
            );
            var labelsOfTest = tensor(_data.TestLabels, dtype: ScalarType.Int64, device: _device);
            _tally.Add(
                new RandomisationTraining(root, isRandom, epochs, accuracy, PublishedTraining.Accuracy(network, test, labelsOfTest))
            );
            return network;
        }

        void Explain()
        {
            var batches = 0L;
            var all = 2 * GradientsOfMaps * Math.Ceiling(explained.shape[0] / (double)ExplainedNetwork.CpuBatch);
            var (first, second) = (Explained(onTrue), Explained(onRandom));
            var (classes, classesOfRandom) = (first.Predictions(explained), second.Predictions(explained));
            _tally.Begin(number, Values(classes), Values(classesOfRandom));
            foreach (var method in _options.Methods)
            {
                using var each = NewDisposeScope();
                if (method.Refusal(first) is { } refusal)
                {
                    _tally.LeaveOut(refusal);
                    continue;
                }
                var noise = Seeds.Derive(seed, "saliency-noise");
                _tally.Add(method, Maps(first, classes), Maps(second, classesOfRandom));

                // The bars are of 50 points: a map that is refined is a truer one, and another.
                Tensor Maps(ExplainedNetwork network, Tensor predicted) =>
                    method is IntegratedGradients
                        ? IntegratedGradients.Along(network, explained, predicted, IntegratedGradients.Steps)
                        : method.Maps(network, explained, predicted, noise);
            }

            ExplainedNetwork Explained(Module<Tensor, Tensor> network) =>
                new(
                    network,
                    explained,
                    () =>
                    {
                        if (batches++ % BatchesBetweenWords == 0)
                            Tell($"Drawing maps of both networks{words}", 2, Math.Min(1, batches / all));
                    }
                );
        }

        void Tell(string doing, int part, double share) =>
            _tell(doing, (number + ((work[..part].Sum() + (work[part] * share)) / work.Sum())) / _options.Seeds);
    }

    private Tensor Pixels(PixelSet set, int start, int count)
    {
        using var scope = NewDisposeScope();
        var values = set.Values.AsSpan(start * set.ImageLength, count * set.ImageLength).ToArray();
        return tensor(values, [count, set.Channels, set.Height, set.Width]).to(_device).MoveToOuterDisposeScope();
    }

    private static int[] Values(Tensor classes)
    {
        using var onHost = classes.cpu();
        return [.. onHost.data<long>().Select(value => (int)value)];
    }
}
