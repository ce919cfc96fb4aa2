using WebLab.Data.Datasets;
using WebLab.Data.Images;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Tests.Images;

public sealed class ImageSheetTests
{
    [Fact]
    public void Images_stand_in_rows_and_the_rest_is_black()
    {
        // Three images of 1x2 in two colour channels' worth of order: CHW in, HWC out.
        var images = new ImageSet(1, 2, 3, [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, 21, 22, 23, 24, 25, 26], [0, 0, 0]);
        byte[] expected = [1, 3, 5, 2, 4, 6, 11, 13, 15, 12, 14, 16, 21, 23, 25, 22, 24, 26, 0, 0, 0, 0, 0, 0];
        Assert.Equal(PngWriter.Encode(4, 2, 3, expected), ImageSheet.Encode(images, 2));
    }

    [Fact]
    public void Values_beyond_the_range_are_cut() =>
        Assert.Equal(PngWriter.Encode(3, 1, 1, [0, 128, 255]), ImageSheet.Encode(new PixelSet(1, 3, 1, [-1, 0.5f, 3]), 1));
}
