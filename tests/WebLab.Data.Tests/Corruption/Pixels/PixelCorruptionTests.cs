using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Tests.Corruption.Pixels;

public sealed class PixelCorruptionTests
{
    private const int Plane = 28 * 28;

    // Every value of an image is another one, so that a value tells where it came from.
    private static readonly Dataset Numbered = new(
        WebLab.Contracts.Datasets.DatasetFacts.Of(DatasetName.Generated),
        NumberedImages(20),
        NumberedImages(10)
    );

    [Fact]
    public void Shuffled_pixels_move_alike_in_every_image_of_both_sets()
    {
        var set = Apply(CorruptionKind.ShuffledPixels);
        var order = set.Train.Image(0).ToArray();
        Assert.NotEqual(Original(), order);
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(order, set.Train.Image(i).ToArray()));
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(order, set.Test.Image(i).ToArray()));
        Assert.Equal(Original().Order(), order.Order());
    }

    [Fact]
    public void Random_pixels_move_differently_in_every_image()
    {
        var set = Apply(CorruptionKind.RandomPixels);
        var images = Enumerable
            .Range(0, 20)
            .Select(i => set.Train.Image(i).ToArray())
            .Concat(Enumerable.Range(0, 10).Select(i => set.Test.Image(i).ToArray()))
            .ToArray();
        Assert.Equal(30, images.Select(image => string.Join(",", image)).Distinct().Count());
        Assert.All(images, image => Assert.Equal(Original().Order(), image.Order()));
    }

    [Theory]
    [InlineData(CorruptionKind.RandomPixels)]
    [InlineData(CorruptionKind.Gaussian)]
    public void Test_pixels_stay_when_the_spec_says_so(string kind)
    {
        var spec = CorruptedSpecs.Of(kind, trainSize: 20);
        var set = Corruptor.Apply(
            spec with
            {
                Corruption = spec.Corruption with { Fields = spec.Corruption.Fields.With("corruptTestPixels", false) },
            },
            Numbered,
            null
        );
        Assert.Equal(Original(), set.Test.Image(3).ToArray());
        Assert.NotEqual(Original(), set.Train.Image(3).ToArray());
    }

    [Theory]
    [InlineData("positions", true)]
    [InlineData("values", false)]
    public void Channels_of_a_pixel_move_together_unless_values_do(string grouping, bool together)
    {
        var data = DatasetReader.Load(DatasetName.Generated, null, 20, 10);
        var spec = CorruptedSpecs.Of(CorruptionKind.ShuffledPixels, trainSize: 20);
        var shuffled = Corruptor
            .Apply(
                spec with
                {
                    Corruption = spec.Corruption with { Fields = spec.Corruption.Fields.With("pixelGrouping", grouping) },
                },
                data,
                null
            )
            .Train;
        var original = PixelSet.CentreCrop(data.Train, 28);
        Assert.Equal(together, Colours(original).SetEquals(Colours(shuffled)));
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("per-channel")]
    [InlineData("per-pixel")]
    public void Gaussian_pixels_match_the_moments_of_the_training_images(string matching)
    {
        const int count = 1_000;
        var data = DatasetReader.Load(DatasetName.Generated, null, count, 10);
        var spec = CorruptedSpecs.Of(CorruptionKind.Gaussian, trainSize: count);
        var drawn = Corruptor
            .Apply(
                spec with
                {
                    Corruption = spec.Corruption with { Fields = spec.Corruption.Fields.With("gaussianMoments", matching) },
                },
                data,
                null
            )
            .Train;
        var original = PixelSet.CentreCrop(data.Train, 28);

        var group = matching switch
        {
            "per-pixel" => 1,
            "per-channel" => Plane,
            _ => 3 * Plane,
        };
        for (var first = 0; first < 3 * Plane; first += group * 97)
        {
            var (mean, deviation) = Moments(original, first, group);
            var (drawnMean, drawnDeviation) = Moments(drawn, first, group);
            var standardError = deviation / Math.Sqrt(count * (double)group);
            Assert.Equal(mean, drawnMean, 5 * standardError);
            Assert.Equal(deviation, drawnDeviation, 5 * standardError);
        }
        Assert.Contains(drawn.Values, value => value < 0);
        Assert.Contains(drawn.Values, value => value > 1);
    }

    private static CorruptedSet Apply(string kind) => Corruptor.Apply(CorruptedSpecs.Of(kind, trainSize: 20), Numbered, null);

    private static float[] Original() => PixelSet.CentreCrop(Numbered.Test.First(1), 28).Values;

    private static ImageSet NumberedImages(int count) =>
        new(32, 32, 3, [.. Enumerable.Range(0, count * 3 * 1_024).Select(i => (byte)(i % 3_072 * 31 % 256))], new byte[count]);

    private static HashSet<(float, float, float)> Colours(PixelSet pixels)
    {
        var image = pixels.Image(0).ToArray();
        return [.. Enumerable.Range(0, Plane).Select(i => (image[i], image[Plane + i], image[2 * Plane + i]))];
    }

    private static (double Mean, double Deviation) Moments(PixelSet pixels, int first, int length)
    {
        var values = Enumerable.Range(0, pixels.Count).SelectMany(i => pixels.Image(i).Slice(first, length).ToArray()).ToArray();
        var mean = values.Average(value => (double)value);
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
