using System.Text;
using WebLab.Contracts;

namespace WebLab.Data.LabelAudits;

/// <summary>What imported images can be grouped by: what the paths tell that they were imported from, and what their files were
/// like.</summary>
internal static class ImageOrigins
{
    /// <summary>The place of the size of a file's image.</summary>
    public const int Size = 2;

    // A set of an older import does not say what its files were like.
    public static IReadOnlyList<string> Columns(LabelAuditSubject subject) =>
        subject.Origins.Count == 0 ? []
        : subject.Traits.Count == 0 ? ["folder", "format"]
        : ["folder", "format", "size", "mode"];

    /// <summary>The word of each image.</summary>
    /// <param name="subject">Images whose origins are known.</param>
    /// <param name="column">The place of the column.</param>
    public static IReadOnlyList<string?> Words(LabelAuditSubject subject, int column)
    {
        var classes = subject.Classes.ToHashSet(StringComparer.Ordinal);
        return column switch
        {
            0 => [.. subject.Origins.Select(path => Folder(path, classes))],
            1 => [.. subject.Origins.Select(Format)],
            Size => [.. subject.Traits.Select(traits => traits?.Size)],
            3 => [.. subject.Traits.Select(traits => traits?.Mode)],
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Images have no such column."),
        };
    }

    /// <summary>What can be said of each image by a few words, as columns; none of a single word.</summary>
    /// <param name="subject">What is looked at.</param>
    public static IReadOnlyList<TextColumn> AsText(LabelAuditSubject subject)
    {
        var found = new List<TextColumn>();
        for (var column = 0; column < (subject.Train.Features is null ? Columns(subject).Count : 0); column++)
        {
            var groups = ExampleGroups.Of(subject, column);
            var values = new int[subject.Train.Count];
            for (var group = 0; group < groups.Rows.Count; group++)
            {
                foreach (var row in groups.Rows[group])
                    values[row] = group;
            }
            if (groups.Rows.Count > 1)
                found.Add(new($"image {Columns(subject)[column]}", column, groups.Names, values));
        }
        return found;
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
