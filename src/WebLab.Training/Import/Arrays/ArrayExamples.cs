using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Images;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>Examples of one split in one array.</summary>
internal sealed record ArrayPart(NamedArray Data, ExampleSplit Split);

/// <summary>Examples in arrays: n x d features, or n x h x w, n x h x w x c or n x c x h x w images.</summary>
internal sealed class ArrayExamples : ExampleSource
{
    private const int MaxOwnSide = 96;

    private readonly IReadOnlyList<ArrayPart> _parts;
    private readonly int[] _firsts;
    private readonly ImageShape _shape;
    private readonly bool _isChannelsFirst;
    private readonly double _scale = 1,
        _least;
    private readonly int _imageHeight,
        _imageWidth,
        _imageChannels;

    [SetsRequiredMembers]
    public ArrayExamples(
        SourceTree tree,
        IReadOnlyList<ArrayPart> parts,
        (IReadOnlyList<string> Classes, byte[] Labels) classes,
        ImportChoices choices,
        IReadOnlyList<string> labelArrays
    )
    {
        _parts = parts;
        _firsts = new int[parts.Count];
        for (var i = 1; i < parts.Count; i++)
            _firsts[i] = _firsts[i - 1] + parts[i - 1].Data.Count;
        (Classes, Labels) = classes;
        if (parts.Any(part => part.Split != ExampleSplit.None))
            Splits = [.. parts.SelectMany(part => Enumerable.Repeat(part.Split, part.Data.Count))];
        Odd.AddRange(tree.Odd);
        var shape = parts[0].Data.Array.Shape;
        Kind = shape.Length == 2 ? DatasetKind.Features : DatasetKind.Images;
        LabelArrays = labelArrays;
        string[] split =
        [
            .. labelArrays.Count > 0 ? new[] { "labelColumn" } : [],
            .. Splits is null ? new[] { "holdOut", "splitSeed" } : [],
        ];
        var sizes = string.Join(" x ", shape.Skip(1));
        Choices = choices;
        if (Kind == DatasetKind.Features)
        {
            if (shape[1] > tree.Budget.Limits.Columns)
                throw new DatasetException(
                    Sentence.Of($"{tree.Title} has {shape[1]:N0} features, more than the {tree.Budget.Limits.Columns:N0} that are read.")
                );
            Width = (int)shape[1];
            Columns = [.. Enumerable.Range(0, Width).Select(i => i.ToString(CultureInfo.InvariantCulture))];
            Changeable = split;
            Understood.Add(Sentence.Of($"{tree.Title} holds {Count:N0} rows of {sizes} features in {Classes.Count:N0} classes."));
            return;
        }
        _isChannelsFirst = shape.Length == 4 && shape[3] is not (1 or 3 or 4) && shape[1] is 1 or 3;
        (_imageHeight, _imageWidth, _imageChannels) =
            shape.Length == 3 ? ((int)shape[1], (int)shape[2], 1)
            : _isChannelsFirst ? ((int)shape[2], (int)shape[3], (int)shape[1])
            : ((int)shape[1], (int)shape[2], (int)shape[3]);
        if (_imageChannels is not (1 or 3 or 4) || (long)_imageHeight * _imageWidth > tree.Budget.Limits.Pixels)
            throw parts[0].Data.Entry.Refuse($"has images of {sizes}; they have 1 or 3 channels, first or last, or 4, last.");
        (_least, _scale) = Scale(parts, tree.Budget);
        var isOwn = _imageHeight <= MaxOwnSide && _imageWidth <= MaxOwnSide;
        var side = choices.Side ?? (isOwn ? null : 64);
        var channels = choices.Channels ?? Math.Min(_imageChannels, 3);
        _shape = new(side ?? _imageWidth, side ?? _imageHeight, channels, choices.Fit ?? ImageFit.ResizeAndCrop);
        (Height, Width, Channels) = (_shape.Height, _shape.Width, _shape.Channels);
        Changeable = ["side", "fit", "channels", .. split];
        Choices = choices with { Side = Height == Width ? Height : null, Fit = _shape.Fit, Channels = Channels };
        Understood.Add(
            Sentence.Of(
                $"{tree.Title} holds {Count:N0} images of {_imageHeight} x {_imageWidth}, {_imageChannels} channels, "
                    + $"in {Classes.Count:N0} classes."
            )
        );
    }

    public override string NameOf(int index)
    {
        var part = PartOf(index);
        return string.Create(CultureInfo.InvariantCulture, $"{_parts[part].Data.Name} {index - _firsts[part]}");
    }

    public override void Fill(int index, Span<byte> target)
    {
        var part = PartOf(index);
        var (data, row) = (_parts[part].Data, index - _firsts[part]);
        var (array, at) = data.Example(row);
        if (Kind == DatasetKind.Features)
        {
            var values = MemoryMarshal.Cast<byte, float>(target);
            for (var i = 0; i < values.Length; i++)
            {
                var value = (float)array.At([at, i]);
                values[i] = float.IsFinite(value) ? value : throw data.Entry.Refuse(Sentence.Of($"has no finite number in row {row:N0}."));
            }
            return;
        }
        var pixels = new byte[4 * _imageHeight * _imageWidth];
        for (var y = 0; y < _imageHeight; y++)
        {
            for (var x = 0; x < _imageWidth; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                    pixels[(4 * ((y * _imageWidth) + x)) + channel] = Pixel(channel % _imageChannels, y, x);
                pixels[(4 * ((y * _imageWidth) + x)) + 3] = _imageChannels == 4 ? Pixel(3, y, x) : byte.MaxValue;
            }
        }
        ImageDecoder.PutOnWhite(pixels);
        Resample.Fit(pixels, _imageWidth, _imageHeight, _shape, target);

        byte Pixel(int channel, int y, int x)
        {
            var value =
                data.Rank == 3 ? array.At([at, y, x])
                : _isChannelsFirst ? array.At([at, channel, y, x])
                : array.At([at, y, x, channel]);
            return double.IsFinite(value)
                ? (byte)Math.Clamp(Math.Round((value - _least) * _scale), 0, 255)
                : throw data.Entry.Refuse(Sentence.Of($"has no finite number in image {row:N0}."));
        }
    }

    private int PartOf(int index) => Array.FindLastIndex(_firsts, first => first <= index);

    /// <summary>What makes 0 to 255 of the values: bytes stay, fractions of one and 16 bits are told by their largest, what goes as far
    /// below 0 as above by its least.</summary>
    private static (double Least, double Scale) Scale(IReadOnlyList<ArrayPart> parts, ImportBudget budget)
    {
        if (parts.All(part => part.Data.Array.Type[1..] == "u1"))
            return (0, 1);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var part in parts)
        {
            var (low, high) = part.Data.Range(budget);
            (least, most) = (Math.Min(least, low), Math.Max(most, high));
        }
        if (least is >= -1 and < 0 && most is > 0 and <= 1)
            return (-1, 127.5);
        if (parts.All(part => part.Data.Array.Type[1..] == "i1"))
            return (-128, 1);
        if (least < 0 || !double.IsFinite(most) || most > 65_535)
            throw parts[0]
                .Data.Entry.Refuse(
                    Sentence.Of($"has values from {least:0.###} to {most:0.###}; images have 0 to 1, 0 to 255 or 0 to 65,535, or -1 to 1.")
                );
        var isFraction = parts[0].Data.Array.Type[1] is 'f' or 'b' or '?';
        return (
            0,
            most <= 1 && isFraction ? 255
            : most <= 255 ? 1
            : 255.0 / 65_535
        );
    }
}
