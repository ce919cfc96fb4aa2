using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Images;

/// <summary>The sizes that images have by their headers, and what follows for the set's.</summary>
/// <param name="common">The size that the most have.</param>
/// <param name="isOne">Whether all have it.</param>
/// <param name="median">The median of the shorter sides.</param>
/// <param name="least">Of all, the shortest side.</param>
/// <param name="most">Of all, the longest side.</param>
/// <param name="isGrey">Whether none has colours.</param>
internal sealed class ImageSizes(ImageHeader common, bool isOne, int median, int least, int most, bool isGrey)
{
    /// <summary>What a network here makes sense of, and a set in memory has room for.</summary>
    private const int MaxOwnSide = 96;
    private const int MaxLooked = 50_000;

    public static ImageSizes Of(SourceTree tree, IReadOnlyList<LabelledImage> images)
    {
        var step = Math.Max(1, images.Count / MaxLooked);
        var looked = Math.Min(images.Count / step, MaxLooked);
        var headers = new ImageHeader?[looked];
        var done = 0;
        ParallelImport.For(
            looked,
            i =>
            {
                headers[i] = Header(images[i * step].Entry);
                tree.Budget.Step("looking at sizes", Interlocked.Increment(ref done), looked);
            },
            tree.Budget.Cancel
        );
        ImageHeader[] known =
        [
            .. headers.OfType<ImageHeader>().Where(header => (long)header.Width * header.Height <= tree.Budget.Limits.Pixels),
        ];
        if (known.Length == 0)
            throw new DatasetException($"{tree.Title} has no image that can be read: {Reason(tree.Budget.Limits, images[0].Entry)}");
        var common = known.CountBy(header => (header.Width, header.Height)).MaxBy(each => each.Value).Key;
        int[] sides = [.. known.Select(header => Math.Min(header.Width, header.Height)).Order()];
        return new(
            new(common.Width, common.Height, ImageMode.Colour),
            known.All(header => (header.Width, header.Height) == common),
            sides[sides.Length / 2],
            sides[0],
            known.Max(header => Math.Max(header.Width, header.Height)),
            known.All(header => header.IsGrey)
        );
    }

    /// <summary>The shape that is chosen, or that follows.</summary>
    public ImageShape Shape(ImportChoices choices)
    {
        var channels = choices.Channels ?? (isGrey ? 1 : 3);
        var fit = choices.Fit ?? ImageFit.ResizeAndCrop;
        if (choices.Side is { } side)
            return new(side, side, channels, fit);
        if (isOne && common is { Width: <= MaxOwnSide, Height: <= MaxOwnSide })
            return new(common.Width, common.Height, channels, fit);
        var found = median >= 64 ? 64 : 32;
        return new(found, found, channels, fit);
    }

    public IEnumerable<string> Sentences(ImageShape shape)
    {
        var sizes = isOne
            ? Sentence.Of($"All images are {common.Height:N0} x {common.Width:N0} pixels")
            : Sentence.Of($"The images' sides are {least:N0} to {most:N0} pixels");
        var colours = isGrey ? "grey" : "in colour";
        yield return isOne && (common.Width, common.Height) == (shape.Width, shape.Height)
            ? $"{sizes} and {colours}; they stay so{Channels(shape)}."
            : $"{sizes} and {colours}; each becomes {shape.Height} x {shape.Width} pixels{Way(shape.Fit)}"
                + $"{(shape.Channels == 1 ? " in grey" : "")}, what is transparent on white.";
    }

    private string Channels(ImageShape shape) =>
        (shape.Channels == 1, isGrey) switch
        {
            (true, false) => ", without their colours",
            (false, true) => ", as three channels",
            _ => "",
        };

    private static string Way(ImageFit fit) =>
        fit switch
        {
            ImageFit.CentreCrop => ", its centre as it is",
            ImageFit.Stretch => ", stretched",
            _ => ": its shorter side is brought to that and the centre cut out",
        };

    private static string Reason(ImportLimits limits, SourceEntry entry)
    {
        try
        {
            return ImageDecoder.Problem(entry.Read(limits.ImageBytes), limits) is { } problem
                ? $"{entry.Shown} {problem}."
                : $"{entry.Shown} is damaged.";
        }
        catch (DatasetException error)
        {
            return error.Message;
        }
    }

    private static ImageHeader? Header(SourceEntry entry)
    {
        try
        {
            return ImageHeader.Read(entry.Begin(ImageHeader.Bytes));
        }
        catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
        {
            // It is told when it is read whole.
            return null;
        }
    }
}
