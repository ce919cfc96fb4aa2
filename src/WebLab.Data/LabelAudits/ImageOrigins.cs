using System.Text;
using WebLab.Contracts;

namespace WebLab.Data.LabelAudits;

/// <summary>What imported images can be grouped by: what the paths tell that they were imported from.</summary>
internal static class ImageOrigins
{
    public static IReadOnlyList<string> Columns { get; } = ["folder", "format"];

    /// <summary>The word of each image.</summary>
    /// <param name="subject">Images whose origins are known.</param>
    /// <param name="column">The place of the column.</param>
    public static IReadOnlyList<string?> Words(LabelAuditSubject subject, int column)
    {
        var classes = subject.Classes.ToHashSet(StringComparer.Ordinal);
        return [.. subject.Origins.Select(path => column == 0 ? Folder(path, classes) : Format(path))];
    }

    /// <summary>The folders that an image lay in, without that of its class, which would part the examples by their labels.</summary>
    private static string? Folder(string path, HashSet<string> classes) =>
        string.Join('/', path.Split('/')[..^1].Where(folder => !classes.Contains(folder))) is { Length: > 0 } folders
            ? Visible(folders)
            : null;

    // Of an array or a table the place within the file follows, as in "x.npy 17" and "x.parquet, row 17".
    private static string? Format(string path) =>
        Visible(Path.GetExtension(path).TrimStart('.').Split(' ', ',')[0].ToLowerInvariant()) switch
        {
            "" => null,
            "jpeg" or "jpe" or "jfif" => "jpg",
            var format => format,
        };

    // A folder may be called anything, and its name stands in a terminal and in reports.
    private static string Visible(string name) =>
        name.Length == 0 || VisibleText.Is(name)
            ? name
            : string.Concat(name.EnumerateRunes().Select(rune => VisibleText.Is($"a{rune}") ? rune : Rune.ReplacementChar));
}
