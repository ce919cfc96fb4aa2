using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>
/// Applies a spec's corruption to a data set. Everything is drawn from the run's corruption seed, so two calls, on any two
/// machines, give the same bytes. Test labels never change.
/// </summary>
public static class Corruptor
{
    /// <summary>Corrupts the spec's part of a data set.</summary>
    /// <param name="spec">A checked spec; its data set must be <paramref name="data"/>.</param>
    /// <param name="data">At least the spec's training images.</param>
    /// <param name="labelFolder">The folder of label files; only for file-labels.</param>
    /// <exception cref="DatasetException">The label file is absent or not what it should be.</exception>
    public static CorruptedSet Apply(RunSpec spec, Dataset data, string? labelFolder)
    {
        var train = data.Train.First(spec.TrainSize);
        var test = data.Test.First(spec.TestSize);
        var trainPixels = spec.Regularisers.RandomCrop ? PixelSet.Stored(train) : PixelSet.CentreCrop(train, DatasetFacts.CropSize);
        var testPixels = PixelSet.CentreCrop(test, DatasetFacts.CropSize);
        var labels = LabelCorruptor.Apply(spec, train, labelFolder);
        PixelCorruptor.ApplyToTrain(spec, train, trainPixels);
        PixelCorruptor.ApplyToTest(spec, train, testPixels);
        return new(labels, trainPixels, testPixels, test.Labels);
    }
}
