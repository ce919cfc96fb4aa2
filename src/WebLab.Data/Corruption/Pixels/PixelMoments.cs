using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;

namespace WebLab.Data.Corruption.Pixels;

/// <summary>Mean and standard deviation of the cropped training images divided by 255, for each value of an image.</summary>
internal sealed record PixelMoments(double[] Means, double[] Deviations)
{
    public static PixelMoments Of(ImageSet images, int height, int width, GaussianMoments matching)
    {
        var (sums, squares) = Sums(images, height, width);
        var groupLength = matching switch
        {
            GaussianMoments.PerPixel => 1,
            GaussianMoments.PerChannel => height * width,
            _ => sums.Length,
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
        for (var i = 0; i < images.Count; i++)
        {
            var image = images.Image(i);
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
        return (sums, squares);
    }
}
