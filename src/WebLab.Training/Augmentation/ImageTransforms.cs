using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Augmentation;

/// <summary>What augmentation does to a batch of images, N x channels x rows x columns, each image in its own way.</summary>
internal static class ImageTransforms
{
    /// <summary>Cuts a rectangle out of each image.</summary>
    /// <param name="images">Images.</param>
    /// <param name="top">Its first row in each, int64.</param>
    /// <param name="left">Its first column in each, int64.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="width">Its columns.</param>
    public static Tensor Crop(Tensor images, Tensor top, Tensor left, int height, int width)
    {
        // Every window of every image as a view, N x tops x lefts x channels x rows x columns, of which one an image is copied.
        var windows = images.unfold(2, height, 1).unfold(3, width, 1).permute(0, 2, 3, 1, 4, 5);
        return windows.index(HeldNumbers.Range(images.shape[0], device: images.device), top, left);
    }

    /// <summary>Puts black around each image.</summary>
    /// <param name="images">Images, not whitened.</param>
    /// <param name="rows">Rows above and below.</param>
    /// <param name="columns">Columns on either side.</param>
    public static Tensor Pad(Tensor images, int rows, int columns) =>
        rows == 0 && columns == 0 ? images : functional.pad(images, [columns, columns, rows, rows]);

    /// <summary>Flips some images left to right.</summary>
    /// <param name="images">Images.</param>
    /// <param name="flipped">Which.</param>
    public static Tensor Flip(Tensor images, Tensor flipped) => where(flipped.view(-1, 1, 1, 1), images.flip(3), images);

    /// <summary>Rotates each image about its centre, bilinearly; corners that come into view are black, as in TensorFlow.</summary>
    /// <param name="images">Images, not whitened.</param>
    /// <param name="degrees">The angle of each.</param>
    public static Tensor Rotate(Tensor images, Tensor degrees)
    {
        var radians = degrees.Times(Math.PI / 180);
        var (cosine, sine, zero) = (radians.cos(), radians.sin(), zeros_like(radians));
        // The grid counts rows and columns each from -1 to 1: without the ratio an image that is not square would be sheared.
        var ratio = (double)images.shape[2] / images.shape[3];
        var turn = stack([cosine, -sine.Times(ratio), zero, sine.Times(1 / ratio), cosine, zero], 1).view(-1, 2, 3);
        var grid = functional.affine_grid(turn, images.shape, align_corners: false);
        return functional.grid_sample(images, grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
    }

    /// <summary>The whitening of <see cref="Data.Preprocessing.Whitening"/>, for images that exist only on the device.</summary>
    /// <param name="images">Images, divided by 255.</param>
    public static Tensor Whiten(Tensor images)
    {
        var values = images.flatten(1);
        var mean = values.mean([1], keepdim: true);
        var centred = values - mean;
        var deviation = centred.Squared().mean([1], keepdim: true).sqrt().AtLeast(1 / Math.Sqrt(values.shape[1]));
        return (centred / deviation).view(images.shape);
    }
}
