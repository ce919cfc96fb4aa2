using WebLab.Data.Datasets;

namespace WebLab.Data.Tests.Datasets;

public sealed class ImageSetTests
{
    private static readonly ImageSet Images = new(1, 2, 1, [10, 11, 20, 21, 30, 31], [7, 8, 9]);

    [Fact]
    public void Picked_images_keep_their_labels()
    {
        var picked = Images.Pick([2, 0, 2]);
        Assert.Equal([30, 31, 10, 11, 30, 31], picked.Pixels);
        Assert.Equal([9, 7, 9], picked.Labels);
    }

    [Fact]
    public void First_images_are_no_more_than_there_are()
    {
        Assert.Equal([10, 11, 20, 21], Images.First(2).Pixels);
        Assert.Same(Images, Images.First(5));
    }
}
