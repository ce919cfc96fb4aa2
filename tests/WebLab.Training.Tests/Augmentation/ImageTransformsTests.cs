using TorchSharp;
using WebLab.Data.Preprocessing;
using WebLab.Training.Augmentation;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Augmentation;

public sealed class ImageTransformsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _images = arange(4 * 3 * 32 * 32, dtype: ScalarType.Float32).view(4, 3, 32, 32) / 12_288;

    [Fact]
    public void Crop_is_a_window_of_each_image_at_its_own_place()
    {
        int[] top = [0, 1, 2, 4],
            left = [4, 0, 3, 4];
        foreach (var images in new[] { _images, _images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) })
        {
            var cropped = ImageTransforms.Crop(images, tensor(top, dtype: ScalarType.Int64), tensor(left, dtype: ScalarType.Int64), 28, 28);
            Assert.Equal([4, 3, 28, 28], cropped.shape);
            for (var i = 0; i < 4; i++)
                AssertSame(_images[i].narrow(1, top[i], 28).narrow(2, left[i], 28), cropped[i]);
        }
    }

    [Fact]
    public void A_window_of_an_image_with_black_around_it_has_the_image_moved_within_it()
    {
        var padded = ImageTransforms.Pad(_images, 2, 4);
        Assert.Equal([4, 3, 36, 40], padded.shape);
        Assert.Equal(_images.sum().item<float>(), padded.sum().item<float>(), 1e-2);
        int[] top = [0, 2, 4, 3],
            left = [0, 4, 8, 1];
        var moved = ImageTransforms.Crop(padded, tensor(top, dtype: ScalarType.Int64), tensor(left, dtype: ScalarType.Int64), 32, 32);
        AssertSame(_images[1], moved[1]);
        AssertSame(_images[0].narrow(1, 0, 30).narrow(2, 0, 28), moved[0].narrow(1, 2, 30).narrow(2, 4, 28));
        Assert.Equal(0, moved[0].narrow(1, 0, 2).sum().item<float>() + moved[0].narrow(2, 0, 4).sum().item<float>());
        AssertSame(_images, ImageTransforms.Pad(_images, 0, 0));
    }

    [Fact]
    public void Rotation_of_an_image_that_is_not_square_turns_it_and_does_not_shear_it()
    {
        var wide = _images.narrow(2, 8, 16);
        var turned = ImageTransforms.Rotate(wide, full(4, 90.0, dtype: ScalarType.Float32));
        Assert.Equal(wide.shape, turned.shape);
        Assert.True(allclose(rot90(wide.narrow(3, 8, 16), 1, (2, 3)), turned.narrow(3, 8, 16), atol: 1e-4));
        Assert.Equal(0, turned.narrow(3, 0, 7).abs().sum().item<float>());
    }

    [Fact]
    public void Flip_mirrors_the_chosen_images_and_twice_is_nothing()
    {
        var chosen = tensor(new[] { true, false, true, false });
        var flipped = ImageTransforms.Flip(_images, chosen);
        AssertSame(_images[1], flipped[1]);
        for (var column = 0; column < 32; column++)
            AssertSame(_images[0].select(2, column), flipped[0].select(2, 31 - column));
        AssertSame(_images, ImageTransforms.Flip(flipped, chosen));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rotation_by_quarter_turns_moves_pixels_exactly(int quarters)
    {
        var turned = ImageTransforms.Rotate(_images, full(4, 90.0 * quarters, dtype: ScalarType.Float32));
        Assert.True(allclose(rot90(_images, quarters, (2, 3)), turned, atol: 1e-4));
    }

    [Fact]
    public void Rotation_turns_each_image_by_its_own_angle_and_leaves_corners_black()
    {
        var turned = ImageTransforms.Rotate(ones_like(_images), tensor(new[] { 0f, 10, -25, 45 }));
        Assert.True(turned[0].eq(1).all().item<bool>());
        Assert.Equal(0, turned[3, 0, 0, 0].item<float>());
        Assert.Equal(1, turned[3, 0, 16, 16].item<float>(), 1e-4);
        Assert.True(turned[1].sum().item<float>() > turned[2].sum().item<float>());
    }

    [Fact]
    public void Whitening_is_the_one_of_stored_images()
    {
        var images = cat([_images, full([1, 3, 32, 32], 0.3)]);
        var expected = Whitening.Apply(new PixelSet(32, 32, 3, images.data<float>().ToArray()));
        Assert.True(allclose(tensor(expected).view(5, 3, 32, 32), ImageTransforms.Whiten(images), atol: 1e-4));
    }

    public void Dispose() => _scope.Dispose();

    private static void AssertSame(Tensor expected, Tensor actual) => Assert.True(expected.eq(actual).all().item<bool>());
}
