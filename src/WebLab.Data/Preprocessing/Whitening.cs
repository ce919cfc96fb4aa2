namespace WebLab.Data.Preprocessing;

/// <summary>
/// TensorFlow's <c>per_image_whitening</c> (paper, appendix A): of each image by itself, over all its pixels and channels, the mean
/// subtracted and the population standard deviation divided out, the latter at least 1/sqrt(n) so that a constant image stays finite.
/// </summary>
public static class Whitening
{
    /// <summary>Whitens every image.</summary>
    /// <param name="pixels">Cropped images, already divided by 255.</param>
    /// <returns>Image after image, CHW, ready to be one tensor: mean 0, standard deviation 1 (less for nearly constant images).</returns>
    public static float[] Apply(PixelSet pixels)
    {
        var whitened = new float[pixels.Values.Length];
        Parallel.For(0, pixels.Count, i => Apply(pixels.Image(i), whitened.AsSpan(i * pixels.ImageLength, pixels.ImageLength)));
        return whitened;
    }

    /// <summary>Whitens one image.</summary>
    /// <param name="image">Its values, divided by 255.</param>
    /// <param name="whitened">Where the result goes; of the same length, may be the same memory.</param>
    public static void Apply(ReadOnlySpan<float> image, Span<float> whitened)
    {
        var mean = Mean(image);
        var deviation = Deviation(image, mean);
        for (var i = 0; i < image.Length; i++)
            whitened[i] = (float)((image[i] - mean) / deviation);
    }

    /// <summary>What an image is divided by.</summary>
    /// <param name="image">Its values, divided by 255.</param>
    public static double Deviation(ReadOnlySpan<float> image) => Deviation(image, Mean(image));

    private static double Mean(ReadOnlySpan<float> image)
    {
        var sum = 0.0;
        foreach (var value in image)
            sum += value;
        return sum / image.Length;
    }

    private static double Deviation(ReadOnlySpan<float> image, double mean)
    {
        var squares = 0.0;
        foreach (var value in image)
            squares += (value - mean) * (value - mean);
        return Math.Max(Math.Sqrt(squares / image.Length), 1 / Math.Sqrt(image.Length));
    }
}
