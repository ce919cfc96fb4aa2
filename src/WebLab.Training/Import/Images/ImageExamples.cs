using System.Diagnostics.CodeAnalysis;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Images;

/// <summary>Images in files of their own: decoded one by one, brought to one size.</summary>
internal sealed class ImageExamples : ExampleSource
{
    private readonly IReadOnlyList<LabelledImage> _images;
    private readonly ImageDecoder _decoder;
    private readonly ImportLimits _limits;
    private readonly ImageShape _shape;
    private readonly ImageHeader?[] _headers;

    [SetsRequiredMembers]
    private ImageExamples(
        SourceTree tree,
        IReadOnlyList<LabelledImage> images,
        (IReadOnlyList<string> Classes, byte[] Labels) classes,
        ImportChoices choices,
        ImageSizes sizes
    )
    {
        (_images, _limits, _decoder) = (images, tree.Budget.Limits, new(tree.Budget.Limits));
        _headers = new ImageHeader?[images.Count];
        (Kind, Classes, Labels) = (DatasetKind.Images, classes.Classes, classes.Labels);
        if (images.Any(image => image.Split != ExampleSplit.None))
            Splits = [.. images.Select(image => image.Split)];
        _shape = sizes.Shape(choices);
        (Height, Width, Channels) = (_shape.Height, _shape.Width, _shape.Channels);
        Understood.AddRange(sizes.Sentences(_shape));
        Odd.AddRange(tree.Odd);
        Changeable = Splits is null ? ["side", "fit", "channels", "holdOut", "splitSeed"] : ["side", "fit", "channels"];
        Choices = choices with { Side = _shape.Width == _shape.Height ? _shape.Width : null, Fit = _shape.Fit, Channels = _shape.Channels };
    }

    /// <exception cref="DatasetException">There are too few or too many classes, or no image can be read.</exception>
    public static ImageExamples Of(
        SourceTree tree,
        IReadOnlyList<LabelledImage> images,
        ImportChoices choices,
        ImportForm form,
        bool isPartial = false
    )
    {
        var classes = ClassNames.Of(tree.Title, [.. images.Select(image => image.Class)]);
        var sizes = ImageSizes.Of(tree, images);
        return new(tree, images, classes, choices with { Form = form }, sizes) { IsPartial = isPartial };
    }

    public override string NameOf(int index) => _images[index].Entry.Path;

    public override ImageTraits? TraitsOf(int index) =>
        _headers[index] is { } header ? new(header.Width, header.Height, Word(header.Mode)) : null;

    private static string Word(ImageMode mode) =>
        mode switch
        {
            ImageMode.Grey => "grey",
            ImageMode.GreyAlpha => "grey with transparency",
            ImageMode.Colour => "colour",
            ImageMode.ColourAlpha => "colour with transparency",
            ImageMode.Palette => "palette",
            ImageMode.Cmyk => "CMYK",
            _ => throw new InvalidOperationException($"There is no word for {mode}."),
        };

    public override void Fill(int index, Span<byte> target)
    {
        var entry = _images[index].Entry;
        byte[] bytes;
        try
        {
            bytes = entry.Read(_limits.ImageBytes);
        }
        catch (IOException error)
        {
            throw entry.Refuse($"cannot be read: {error.Message}", error);
        }
        _headers[index] = ImageHeader.Read(bytes);
        try
        {
            _decoder.Decode(bytes, _shape, target);
        }
        catch (DatasetException error)
        {
            throw entry.Refuse($"{error.Message}.", error);
        }
    }
}
