using WebLab.Contracts.Specs;
using WebLab.Data.Corruption.Labels;
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
    /// <exception cref="DatasetException">The label file is absent or not what it should be, or its labels agree with the true ones no
    /// better than chance and the spec does not accept that.</exception>
    public static CorruptedSet Apply(RunSpec spec, Dataset data, string? labelFolder)
    {
        var train = data.Train.First(spec.TrainSize);
        var test = data.Test.First(spec.TestSize);
        var trainPixels = spec.Regularisers.RandomCrop ? PixelSet.Stored(train) : PixelSet.Input(train, data.Facts);
        var testPixels = PixelSet.Input(test, data.Facts);
        var labels = LabelCorruptor.Apply(spec, train, labelFolder);
        if (FileLabels.Doubt(spec, labels) is { } doubt)
            throw new DatasetException(doubt);
        PixelCorruptor.ApplyToTrain(spec, train, trainPixels);
        PixelCorruptor.ApplyToTest(spec, train, testPixels);
        return new(labels, trainPixels, testPixels, test.Labels);
    }
}
