using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>
/// Applies a spec's corruption to a data set. Everything is drawn from the run's corruption seed, so two calls, on any two
/// machines, give the same bytes. Test labels never change.
/// </summary>
/// <remarks>
/// Pixels are changed in the cropped image, so that every pixel the network sees takes part, and before whitening. For permutations the
/// order does not matter: whitening uses only the mean and the standard deviation over all values of an image, which no
/// permutation changes. For Gaussian pixels it makes the "matching mean and variance" those of the original images.
/// </remarks>
public static class Corruptor
{
    /// <summary>Corrupts the spec's part of a data set.</summary>
    /// <param name="spec">A checked spec; its data set must be <paramref name="data"/>.</param>
    /// <param name="data">At least the spec's training images; where they stay in their files, so do those that are given back, which
    /// become the same whenever they are read.</param>
    /// <param name="labelFolder">The folder of label files; only for file-labels.</param>
    /// <exception cref="DatasetException">The label file is absent or not what it should be, or its labels agree with the true ones no
    /// better than chance and the spec does not accept that.</exception>
    public static CorruptedSet Apply(RunSpec spec, Dataset data, string? labelFolder)
    {
        var train = data.Train.First(spec.TrainSize);
        var test = data.Test.First(spec.TestSize);
        var trainPixels = spec.Regularisers.RandomCrop ? PixelSet.Stored(train) : PixelSet.Input(train, data.Facts);
        var testPixels = PixelSet.Input(test, data.Facts);
        var labels = Labels(spec, data, train, labelFolder);
        if (Doubt(spec, labels) is { } doubt)
            throw new DatasetException(doubt);
        if (data.Facts.Kind == DatasetKind.Features)
        {
            var columns = Standardising.Of(train, labels.IsLeftOut);
            (trainPixels, testPixels) = (trainPixels.Each((_, row) => columns.Apply(row)), testPixels.Each((_, row) => columns.Apply(row)));
        }
        trainPixels = ApplyToTrain(spec, train, trainPixels);
        var corruption = Corruptions.Of(spec.Corruption.Kind);
        if (corruption is PixelCorruption pixels && pixels.ChangesTest(spec.Corruption.Fields))
            testPixels = testPixels.Each(pixels.Draw(Draw(spec, train, testPixels, Seeds.TestCorruption)));
        var keepsRows = spec.Analysis is not null && data.Facts.Kind == DatasetKind.Features && corruption is not PixelCorruption;
        return new(labels, trainPixels, testPixels, test.Labels) { Rows = keepsRows ? (train, test) : null };
    }

    /// <summary>The labels that a spec's training images are given, and which are left out.</summary>
    /// <param name="spec">A checked spec; its data set must be <paramref name="data"/>.</param>
    /// <param name="data">At least the spec's training images.</param>
    /// <param name="labelFolder">The folder of label files; only for file-labels.</param>
    /// <exception cref="DatasetException">The label file is absent or not what it should be.</exception>
    public static LabelPair GivenLabels(RunSpec spec, Dataset data, string? labelFolder) =>
        Labels(spec, data, data.Train.First(spec.TrainSize), labelFolder);

    /// <summary>The true and the given labels of training images.</summary>
    internal static LabelPair Labels(RunSpec spec, Dataset data, ImageSet train, string? labelFolder)
    {
        if (Corruptions.Of(spec.Corruption.Kind) is not LabelCorruption labels)
            return new(train.Labels, [.. train.Labels]);
        var random = new RandomStream(Seeds.Derive(spec.Seed, Seeds.Corruption));
        return labels.Pair(new(train, data.Facts, spec.Corruption.Fields, random, labelFolder) { DataFolder = data.Folder });
    }

    /// <summary>What to ask before labels are trained on; null where nothing is odd or the recipe accepts it.</summary>
    internal static string? Doubt(RunSpec spec, LabelPair labels) =>
        (Corruptions.Of(spec.Corruption.Kind) as LabelCorruption)?.Doubt(spec, labels);

    /// <summary>Corrupts training images: those in memory in place.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="train">The whole training set, whose moments Gaussian pixels match.</param>
    /// <param name="pixels">Its cropped images, or the first of them.</param>
    internal static PixelSet ApplyToTrain(RunSpec spec, ImageSet train, PixelSet pixels) =>
        Corruptions.Of(spec.Corruption.Kind) is PixelCorruption corruption
            ? pixels.Each(corruption.Draw(Draw(spec, train, pixels, Seeds.Corruption)))
            : pixels;

    private static PixelDraw Draw(RunSpec spec, ImageSet train, PixelSet pixels, string seed) =>
        new(pixels, train, spec.Corruption.Fields, Seeds.Derive(spec.Seed, seed), Seeds.Derive(spec.Seed, Seeds.Corruption));
}
