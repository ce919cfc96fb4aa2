using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>Shows what a spec's corruption does before anything is trained.</summary>
public static class CorruptionPreviewer
{
    /// <summary>Values of the sheet's images, which are floats: 60 images of 128 x 128 in colour are fewer.</summary>
    private const int MostValues = 3_000_000;

    /// <summary>Draws the very labels that the run will train on, and the first images as the network will get them.</summary>
    /// <param name="spec">A checked spec; its data set must be <paramref name="data"/>.</param>
    /// <param name="data">At least the spec's training images.</param>
    /// <param name="labelFolder">The folder of label files; only for file-labels.</param>
    /// <param name="imageCount">Images on the sheet.</param>
    /// <param name="columns">Images a row of the sheet.</param>
    /// <remarks>Examples that stay in their files are looked at a part at a time; of the sheet there is as much as takes few
    /// bytes.</remarks>
    /// <exception cref="DatasetException">The label file is absent or not what it should be.</exception>
    public static CorruptionPreview Preview(RunSpec spec, Dataset data, string? labelFolder, int imageCount = 60, int columns = 10)
    {
        var train = data.Train.First(spec.TrainSize);
        var labels = Corruptor.Labels(spec, data, train, labelFolder);
        var shown = Math.Min(Math.Min(imageCount, Math.Max(1, MostValues / train.ImageLength)), train.Count);
        // Features are no pictures: there is only what became of the labels.
        var pixels = data.Facts.Kind == DatasetKind.Images ? PixelSet.Input(train.Part(0, shown), data.Facts) : null;
        if (pixels is not null)
            pixels = Corruptor.ApplyToTrain(spec, train, pixels);
        return new()
        {
            NoiseRate = spec.Corruption.NoiseRate,
            RealisedNoiseRate = labels.RealisedNoiseRate(),
            LeftOut = labels.LeftOut,
            GivenLabelHash = labels.GivenLabelHash(),
            ConfusionCounts = labels.ConfusionCounts(data.Facts.Classes.Count),
            TrueLabels = ToInts(labels.True, shown),
            GivenLabels = ToInts(labels.Given, shown),
            Sheet = pixels is null ? [] : ImageSheet.Encode(pixels, columns),
            Columns = columns,
            Note = (Corruptions.Of(spec.Corruption.Kind) as LabelCorruption)?.Note(data.Facts),
            Doubt = Corruptor.Doubt(spec, labels),
            ImageSize = Math.Max(data.Facts.InputHeight, data.Facts.InputWidth),
        };
    }

    private static int[] ToInts(byte[] labels, int count) => Array.ConvertAll(labels[..count], label => (int)label);
}
