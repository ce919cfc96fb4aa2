namespace WebLab.Contracts.Specs;

/// <summary>Which mean and variance Gaussian pixels match; the paper says only "matching mean and variance to the original image
/// dataset".</summary>
public enum GaussianMoments
{
    /// <summary>One mean and variance over all pixels and channels of the training set: the plainest reading, and the default.</summary>
    Scalar,

    /// <summary>A mean and variance for each channel.</summary>
    PerChannel,

    /// <summary>A mean and variance for each pixel and channel.</summary>
    PerPixel,
}
