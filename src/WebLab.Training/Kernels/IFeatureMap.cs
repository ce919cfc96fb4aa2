using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>Turns images into the numbers whose inner products are the kernel, part by part so that not all need fit in memory at
/// once.</summary>
internal interface IFeatureMap
{
    /// <summary>The number of parts, at least 1.</summary>
    int Parts { get; }

    /// <summary>The features of some images.</summary>
    /// <param name="images">N x channels x rows x columns, float32, pixels divided by 255 and not whitened.</param>
    /// <param name="part">0 to <see cref="Parts"/> - 1.</param>
    /// <param name="cancel">Looked at between batches of images.</param>
    /// <returns>N x features of the part, float64.</returns>
    Tensor Apply(Tensor images, int part, CancellationToken cancel);
}
