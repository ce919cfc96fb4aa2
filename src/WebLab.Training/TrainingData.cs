using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Corruption;
using WebLab.Data.Preprocessing;
using WebLab.Training.Augmentation;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>A run's images on its device: trained on, tested on, and held out.</summary>
internal sealed class TrainingData : IDisposable
{
    private readonly Device _device;
    private readonly ulong _shufflingSeed;
    private readonly int _batchSize;
    private readonly Augmentor? _augmentor;
    private readonly Tensor? _originals;

    public TrainingData(RunSpec spec, CorruptedSet data, Device device)
    {
        _device = device;
        _batchSize = spec.BatchSize;
        _shufflingSeed = Seeds.Derive(spec.Seed, Seeds.Shuffling);
        var (trained, heldOut) = Split(spec, data.GivenLabels.Length, data.IsLeftOut);
        (GivenLabels, TrueLabels, TestLabels) = (data.GivenLabels, data.TrueLabels, data.TestLabels);
        // Neither what is held out nor what is left out is trained on.
        HeldOutMask = [.. data.IsLeftOut ?? new bool[data.GivenLabels.Length]];
        foreach (var index in heldOut)
            HeldOutMask[index] = true;
        var channelsLast = Networks.Of(spec).Convolves;
        var facts = DatasetFacts.Of(spec.Dataset);
        var isOfFeatures = facts.Kind == DatasetKind.Features;
        // With random crops the training images come as stored.
        var train = Prepare(spec.Regularisers.RandomCrop ? data.Train.CentreCrop(facts.InputHeight, facts.InputWidth) : data.Train);
        Shape = isOfFeatures ? InputShape.OfFeatures(train.ImageLength) : new(train.Height, train.Width, train.Channels);
        Train = new(train, data.GivenLabels, data.TrueLabels, trained, channelsLast, device);
        Test = new(Prepare(data.Test), data.TestLabels, data.TestLabels, [.. Enumerable.Range(0, data.Test.Count)], channelsLast, device);
        if (heldOut.Length > 0)
            HeldOut = Others(heldOut);
        if (data.IsLeftOut is { } isLeftOut)
            LeftOut = Others([.. Enumerable.Range(0, isLeftOut.Length).Where(i => isLeftOut[i])]);
        if (trained.Length < data.GivenLabels.Length)
            _originals = tensor(trained, dtype: ScalarType.Int64, device: device);
        if (spec.Regularisers.Augments())
            _augmentor = new(spec, new(data.Train, data.GivenLabels, data.TrueLabels, trained, channelsLast, device));

        DeviceImages Others(int[] chosen) => new(train, data.GivenLabels, data.TrueLabels, chosen, channelsLast, device);

        // Features are standardised column by column already; a row's own mean and deviation mean nothing.
        PixelSet Prepare(PixelSet pixels) => isOfFeatures ? pixels : Whiten(pixels);
    }

    /// <summary>The label that each training example is trained with, by original index.</summary>
    public byte[] GivenLabels { get; }

    /// <summary>The publisher's label of each training example, by original index.</summary>
    public byte[] TrueLabels { get; }

    /// <summary>The publisher's label of each test example.</summary>
    public byte[] TestLabels { get; }

    /// <summary>Whether each training example is held out or left out, and not trained on, by original index.</summary>
    public bool[] HeldOutMask { get; }

    /// <summary>The share of the examples trained on, without those held out, whose given label is not the true one, 0 to 1.</summary>
    public double RealisedNoiseRate
    {
        get
        {
            var (trained, corrupted) = (0, 0);
            for (var i = 0; i < GivenLabels.Length; i++)
            {
                if (HeldOutMask[i])
                    continue;
                (trained, corrupted) = (trained + 1, corrupted + (GivenLabels[i] != TrueLabels[i] ? 1 : 0));
            }
            return (double)corrupted / trained;
        }
    }

    /// <summary>What the network takes in.</summary>
    public InputShape Shape { get; }

    /// <summary>The training set without what is held out, not augmented, which accuracy is measured on.</summary>
    public DeviceImages Train { get; }

    /// <summary>The test set; its given labels are its true ones.</summary>
    public DeviceImages Test { get; }

    /// <summary>The part of the training set that is held out for early stopping; null without one.</summary>
    public DeviceImages? HeldOut { get; }

    /// <summary>What the label file leaves out of the training, with its true labels; null where it leaves nothing out. Only what is
    /// recorded of each example looks at it.</summary>
    public DeviceImages? LeftOut { get; }

    /// <summary>
    /// Begins an epoch. Each has streams of its own, so that its draws do not depend on the epochs before it and a run can be resumed at
    /// any.
    /// </summary>
    /// <param name="epoch">1-based.</param>
    /// <param name="first">How many images it has gone through already, in a run that is resumed.</param>
    /// <returns>The order in which it goes through the training images, int64, on the device.</returns>
    public Tensor BeginEpoch(int epoch, int first)
    {
        _augmentor?.BeginEpoch(epoch);
        var order = RandomStream.ForItem(_shufflingSeed, epoch).Permutation(Train.Count);
        // A run that was paused in its evaluation has gone through all of them.
        (_augmentor?.Stored ?? Train).Follow(order.AsSpan(Math.Min(first, order.Length)), _batchSize);
        return tensor(order, dtype: ScalarType.Int64, device: _device);
    }

    /// <summary>Training images as the epoch in hand shows them, N x channels x rows x columns.</summary>
    /// <param name="rows">The next of the epoch's order, int64, on the device.</param>
    public Tensor Batch(Tensor rows) => _augmentor is null ? Train.Select(rows) : _augmentor.Batch(rows);

    /// <summary>The original indices of training images, int64, on the device: their rows, unless some are held out or left
    /// out.</summary>
    /// <param name="rows">Their indices, int64, on the device.</param>
    public Tensor Originals(Tensor rows) => _originals?.index_select(0, rows) ?? rows;

    public void Dispose()
    {
        _originals?.Dispose();
        _augmentor?.Dispose();
        Train.Dispose();
        Test.Dispose();
        HeldOut?.Dispose();
        LeftOut?.Dispose();
    }

    private static (int[] Trained, int[] HeldOut) Split(RunSpec spec, int count, bool[]? isLeftOut)
    {
        bool IsIn(int index) => isLeftOut is null || !isLeftOut[index];
        if (spec.Regularisers.HoldOut == 0)
            return ([.. Enumerable.Range(0, count).Where(IsIn)], []);
        // Drawn of all, so that two runs which leave out other examples hold out the same ones of the rest.
        var order = new RandomStream(Seeds.Derive(spec.Seed, Seeds.HoldOut)).Permutation(count);
        var end = Math.Max(1, (int)(spec.Regularisers.HoldOut * count));
        int[] heldOut = [.. order[..end].Where(IsIn)],
            trained = [.. order[end..].Where(IsIn)];
        return trained.Length > 0 && heldOut.Length > 0
            ? (trained, heldOut)
            : throw new TrainingFailedException("Nothing is left to train on, or to hold out: the label file leaves out too much.");
    }

    private static PixelSet Whiten(PixelSet pixels) =>
        pixels.IsHeld
            ? new(pixels.Height, pixels.Width, pixels.Channels, Whitening.Apply(pixels))
            : pixels.Each((_, image) => Whitening.Apply(image, image));
}
