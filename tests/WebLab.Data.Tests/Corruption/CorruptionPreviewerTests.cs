using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Tests.Corruption;

public sealed class CorruptionPreviewerTests
{
    private static readonly Dataset Data = DatasetReader.Load(DatasetName.Generated, null, 300, 100);

    [Theory]
    [InlineData(CorruptionKind.RandomLabels, 0)]
    [InlineData(CorruptionKind.PartiallyCorruptedLabels, 0.3)]
    [InlineData(CorruptionKind.RandomPixels, 0)]
    [InlineData(CorruptionKind.Gaussian, 0)]
    public void Preview_shows_what_the_run_trains_on(string kind, double rate)
    {
        var spec = CorruptedSpecs.Of(kind, rate);
        var set = Corruptor.Apply(spec, Data, null);

        var preview = CorruptionPreviewer.Preview(spec, Data, null, imageCount: 20, columns: 5);

        Assert.Equal(set.GivenLabelHash, preview.GivenLabelHash);
        Assert.Equal(set.RealisedNoiseRate, preview.RealisedNoiseRate);
        Assert.Equal(set.GivenLabels.Take(20).Select(label => (int)label), preview.GivenLabels);
        Assert.Equal(set.TrueLabels.Take(20).Select(label => (int)label), preview.TrueLabels);
        Assert.Equal(300, preview.ConfusionCounts.Sum(row => row.Sum()));
        Assert.Equal(300 * (1 - set.RealisedNoiseRate), preview.ConfusionCounts.Select((row, i) => row[i]).Sum(), 1e-9);
        Assert.Equal(ImageSheet.Encode(new PixelSet(28, 28, 3, set.Train.Values[..(20 * 28 * 28 * 3)]), 5), preview.Sheet);
    }
}
