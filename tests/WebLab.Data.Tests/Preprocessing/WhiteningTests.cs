using WebLab.Data.Preprocessing;

namespace WebLab.Data.Tests.Preprocessing;

public sealed class WhiteningTests
{
    [Fact]
    public void Image_gets_mean_nought_and_deviation_one()
    {
        var random = new RandomStream(1);
        var values = Enumerable.Range(0, 2 * 2_352).Select(_ => (float)random.NextDouble()).ToArray();

        var whitened = Whitening.Apply(new(28, 28, 3, values));

        foreach (var image in whitened.Chunk(2_352))
        {
            Assert.Equal(0, image.Average(value => (double)value), 1e-6);
            Assert.Equal(1, image.Average(value => (double)value * value), 1e-5);
        }
    }

    // By hand: 0 and 1 in equal numbers have mean 1/2 and population deviation 1/2.
    [Fact]
    public void Deviation_is_that_of_the_population()
    {
        var whitened = Whitening.Apply(new(2, 2, 1, [0, 1, 1, 0]));
        Assert.Equal([-1, 1, 1, -1], whitened);
    }

    [Fact]
    public void Constant_image_becomes_nought() =>
        Assert.All(Whitening.Apply(new(28, 28, 3, [.. Enumerable.Repeat(0.7f, 2_352)])), value => Assert.Equal(0, value, 1e-5f));

    // One value of 2,352 differs by 1/2352: the deviation, 8.8e-6, is far under the floor 1/sqrt(2352) = 0.0206.
    [Fact]
    public void Deviation_has_a_floor()
    {
        var values = new float[2_352];
        values[0] = 1f / 2_352;
        var whitened = Whitening.Apply(new(28, 28, 3, values));
        Assert.Equal((1 - 1.0 / 2_352) / 2_352 * Math.Sqrt(2_352), whitened[0], 1e-8);
    }
}
