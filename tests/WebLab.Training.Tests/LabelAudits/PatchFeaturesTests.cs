using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.LabelAudits;

public sealed class PatchFeaturesTests
{
    private const int Side = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Features_are_those_of_a_plain_calculation(bool isMirrored)
    {
        using var scope = NewDisposeScope();
        var images = Noise(40);
        var filters = PatchFilters.Draw(images, 7, 1);
        var features = PatchFeatures.Of(images, filters, isMirrored, 2, _ => { }, default);
        Assert.Equal([40, 7 * PatchFeatures.PerFilter], features.shape);
        for (var filter = 0; filter < 7; filter++)
        {
            var expected = Plain(images.Image(3).ToArray(), filters, filter, false);
            if (isMirrored)
                expected = [.. expected.Zip(Plain(images.Image(3).ToArray(), filters, filter, true), (one, other) => one + other)];
            for (var i = 0; i < PatchFeatures.PerFilter; i++)
                Assert.Equal(expected[i], features[3, (filter * PatchFeatures.PerFilter) + i].item<float>(), 1e-3);
        }
    }

    private static ImageSet Noise(int count)
    {
        var random = new RandomStream(9);
        var pixels = new byte[count * 3 * Side * Side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)random.NextInt(256);
        return new(Side, Side, 3, pixels, new byte[count]);
    }

    private static double[] Plain(byte[] image, PatchFilters filters, int filter, bool isMirrored)
    {
        var (positions, size) = (Side - filters.Side + 1, filters.Side);
        var (sums, counts) = (new double[8], new double[4]);
        for (var top = 0; top < positions; top++)
        {
            for (var left = 0; left < positions; left++)
            {
                var patch = new List<double>();
                for (var channel = 0; channel < 3; channel++)
                {
                    for (var row = 0; row < size; row++)
                    {
                        for (var column = 0; column < size; column++)
                        {
                            var x = left + column;
                            patch.Add(image[(((channel * Side) + top + row) * Side) + (isMirrored ? Side - 1 - x : x)]);
                        }
                    }
                }
                var mean = patch.Average();
                var deviation = Math.Sqrt(patch.Average(value => (value - mean) * (value - mean)) + PatchFilters.PatchVariance);
                var response =
                    patch.Select((value, i) => (value - mean) / deviation * filters.Weights[(filter * patch.Count) + i]).Sum()
                    - filters.Offsets[filter];
                var half = (positions + 1) / 2;
                var quarter = (top < half ? 0 : 2) + (left < half ? 0 : 1);
                counts[quarter]++;
                sums[quarter] += Math.Max(response - 0.5, 0);
                sums[4 + quarter] += Math.Max(-response - 0.5, 0);
            }
        }
        return [.. sums.Select((sum, i) => sum / counts[i % 4])];
    }
}
