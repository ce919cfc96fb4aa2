using System.Globalization;

namespace WebLab.Data.Labels;

/// <summary>Columns that number each image once: an index, or names of files such as <c>img_0012.png</c>.</summary>
internal static class Numberings
{
    /// <summary>The image of each row, if numbers name all of them, from 0 or from 1; else null.</summary>
    public static int[]? Of(ReadOnlySpan<double> numbers)
    {
        var first = double.PositiveInfinity;
        foreach (var number in numbers)
            first = Math.Min(first, number);
        if (first is not (0 or 1))
            return null;
        var seen = new bool[numbers.Length];
        var images = new int[numbers.Length];
        for (var row = 0; row < images.Length; row++)
        {
            var image = numbers[row] - first;
            if (!(image >= 0 && image < images.Length) || image != Math.Floor(image) || seen[(int)image])
                return null;
            seen[images[row] = (int)image] = true;
        }
        return images;
    }

    /// <summary>The image of each row, if names number all of them by the last digits before the ending; else null.</summary>
    public static int[]? OfNames(LabelColumn column)
    {
        if (column.Words is not { } words || !double.IsNaN(column.Numbers[0]))
            return null;
        var numbers = new double[words.Count];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = NumberIn(words[row]);
            if (double.IsNaN(numbers[row]))
                return null;
        }
        return Of(numbers);
    }

    /// <summary>The last digits of a name before its ending; NaN where it has none.</summary>
    public static double NumberIn(ReadOnlySpan<byte> name)
    {
        // Behind the last point is the ending, which may have digits of its own.
        if (name.LastIndexOf((byte)'.') is > 0 and var point)
            name = name[..point];
        var end = name.LastIndexOfAnyInRange((byte)'0', (byte)'9') + 1;
        var start = name[..end].LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1;
        return end > start && int.TryParse(name[start..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
    }
}
