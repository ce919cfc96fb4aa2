using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Tests.Preprocessing;

public sealed class PixelSetTests
{
    [Fact]
    public void Crop_takes_the_centre_of_each_channel()
    {
        // Two channels of 4x4, numbered 0 to 31.
        var images = new ImageSet(4, 4, 2, [.. Enumerable.Range(0, 32).Select(i => (byte)i)], [0]);
        var crop = PixelSet.CentreCrop(images, 2);
        Assert.Equal([5, 6, 9, 10, 21, 22, 25, 26], crop.Values.Select(value => (int)MathF.Round(255 * value)));
    }

    [Fact]
    public void Bytes_become_fractions()
    {
        var images = new ImageSet(1, 3, 1, [0, 51, 255], [0]);
        Assert.Equal([0, 0.2f, 1], PixelSet.Stored(images).Values);
    }
}
