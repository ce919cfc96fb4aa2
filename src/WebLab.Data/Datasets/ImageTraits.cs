using System.Globalization;
using System.Text;
using WebLab.Contracts;

namespace WebLab.Data.Datasets;

/// <summary>What an image's file was like before its import made one size and one kind of pixels of all.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Mode">What its pixels were made of: grey, colour, palette and so on.</param>
public sealed record ImageTraits(int Width, int Height, string Mode)
{
    /// <summary>The size as it is shown.</summary>
    public string Size => Sentence.Of($"{Width} x {Height}");

    /// <summary>A line each; an empty one where nothing is known.</summary>
    /// <param name="traits">Of each example.</param>
    public static byte[] Write(IEnumerable<ImageTraits?> traits)
    {
        ArgumentNullException.ThrowIfNull(traits);
        var text = new StringBuilder();
        foreach (var each in traits)
            text.Append(each is null ? "" : Sentence.Of($"{each.Width} {each.Height} {each.Mode}")).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads the first lines of a file that an import wrote; none where it wrote none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many examples are looked at.</param>
    /// <exception cref="DatasetException">The file is not what an import writes.</exception>
    public static IReadOnlyList<ImageTraits?> Read(string path, int count)
    {
        if (LinkEnd.BytesOf(path) is not > 0)
            return [];
        try
        {
            ImageTraits?[] traits = [.. File.ReadLines(path).Take(count).Select(line => line.Length == 0 ? null : Parse(line, path))];
            return traits.Length == count
                ? traits
                : throw new DatasetException(Sentence.Of($"{path} has {traits.Length:N0} lines, not {count:N0}."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path} could not be read: {error.Message}", error);
        }
    }

    private static ImageTraits Parse(string line, string path) =>
        line.Split(' ', 3) is [var width, var height, var mode]
        && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
        && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
        && VisibleText.Is(mode)
            ? new(columns, rows, mode)
            : throw new DatasetException($"{path} has a line that no import writes: import the set again.");
}
