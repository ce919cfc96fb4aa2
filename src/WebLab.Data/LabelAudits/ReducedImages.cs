using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Images made smaller by the means of squares of pixels.</summary>
public static class ReducedImages
{
    /// <summary>The images with sides of at most so many pixels.</summary>
    /// <param name="images">Images of any size.</param>
    /// <param name="side">The most rows and columns.</param>
    /// <returns>The images themselves where they are no larger; rows of features as they are.</returns>
    public static ImageSet Of(ImageSet images, int side)
    {
        ArgumentNullException.ThrowIfNull(images);
        var factor = (Math.Max(images.Height, images.Width) + side - 1) / side;
        if (factor <= 1 || images.Features is not null)
            return images;
        var (height, width) = (images.Height / factor, images.Width / factor);
        var pixels = new byte[images.Count * images.Channels * height * width];
        Parallel.For(
            0,
            images.Count * images.Channels,
            plane =>
            {
                var source = images.Pixels.AsSpan(plane * images.Height * images.Width, images.Height * images.Width);
                var target = pixels.AsSpan(plane * height * width, height * width);
                for (var row = 0; row < height; row++)
                {
                    for (var column = 0; column < width; column++)
                    {
                        var sum = 0;
                        for (var y = row * factor; y < (row + 1) * factor; y++)
                        {
                            foreach (var value in source.Slice((y * images.Width) + (column * factor), factor))
                                sum += value;
                        }
                        target[(row * width) + column] = (byte)(sum / (factor * factor));
                    }
                }
            }
        );
        return new(height, width, images.Channels, pixels, images.Labels);
    }
}
