using WebLab.Contracts.Catalogue;
using WebLab.Data.Datasets;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>Mean and standard deviation of the cropped training images divided by 255, for each value of an image.</summary>
internal sealed record PixelMoments(double[] Means, double[] Deviations)
{
    /// <summary>
    /// Which mean and variance Gaussian pixels match; the paper says only "matching mean and variance to the original image dataset".
    /// One over all pixels and channels is the plainest reading, and the default.
    /// </summary>
    public static FieldInfo Matching { get; } =
        CorruptionFields.Choice(
            "gaussian-moments",
            "Gaussian matches",
            "Which mean and variance Gaussian pixels match.",
            "scalar",
            "per-channel",
            "per-pixel"
        );

    public static PixelMoments Of(ImageSet images, int height, int width, string matching)
    {
        var (sums, squares) = Sums(images, height, width);
        var groupLength = matching switch
        {
            "per-pixel" => 1,
            "per-channel" => height * width,
            "scalar" => sums.Length,
            _ => throw new ArgumentException($"Moments are not matched {matching}.", nameof(matching)),
        };
        var moments = new PixelMoments(new double[sums.Length], new double[sums.Length]);
        for (var first = 0; first < sums.Length; first += groupLength)
        {
            var number = 255.0 * groupLength * images.Count;
            var mean = sums[first..(first + groupLength)].Sum() / number;
            var variance = squares[first..(first + groupLength)].Sum() / (255 * number) - mean * mean;
            moments.Means.AsSpan(first, groupLength).Fill(mean);
            moments.Deviations.AsSpan(first, groupLength).Fill(Math.Sqrt(Math.Max(variance, 0)));
        }
        return moments;
    }

    // Whole numbers: 60,000 images of squares up to 65,025 stay far below 2^63, and no order of summation changes the result.
    private static (long[] Sums, long[] Squares) Sums(ImageSet images, int height, int width)
    {
        var top = (images.Height - height) / 2;
        var left = (images.Width - width) / 2;
        var sums = new long[images.Channels * height * width];
        var squares = new long[sums.Length];
        foreach (var (_, part) in images.Parts())
        {
            for (var i = 0; i < part.Count; i++)
                Add(part.Image(i));
        }
        return (sums, squares);

        void Add(ReadOnlySpan<byte> image)
        {
            for (var line = 0; line < images.Channels * height; line++)
            {
                var (channel, row) = Math.DivRem(line, height);
                var values = image.Slice((channel * images.Height + top + row) * images.Width + left, width);
                for (var column = 0; column < width; column++)
                {
                    sums[line * width + column] += values[column];
                    squares[line * width + column] += values[column] * values[column];
                }
            }
        }
    }
}
