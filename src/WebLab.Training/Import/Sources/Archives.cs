using System.Text;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Sources;

/// <summary>What a single file is: an archive, known by its content, or itself.</summary>
internal static class Archives
{
    private static readonly (byte[] Mark, string Name)[] Unread =
    [
        ([(byte)'B', (byte)'Z', (byte)'h'], "bzip2"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], "7z"),
        ([(byte)'R', (byte)'a', (byte)'r', (byte)'!'], "rar"),
    ];

    public static void Add(SourceTree tree, string file, string prefix, string title)
    {
        var path = Path.GetFileName(title);
        var isNamedGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var whole = new FileEntry(file, isNamedGzip ? path[..^3] : path, title, LinkEnd.Bytes(file), IsGzip(file));
        var begin = whole.Begin(512);
        if (Unread.FirstOrDefault(each => begin.AsSpan().StartsWith(each.Mark)) is { Name: { } name })
            throw new DatasetException($"{title} is packed by {name}, which is not read: unpack it, or pack it as zip or tar.gz.");
        // A NumPy archive of arrays is a zip file too, and is read as arrays.
        if (begin is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] && whole.Extension != ".npz")
            ZipSource.Add(tree, tree.Keep(whole.OpenSeekable(tree.Budget.Limits.Bytes)), prefix, title);
        else if (TarIndex.IsTar(begin))
            TarIndex.Add(tree, (FileStream)tree.Keep(whole.OpenSeekable(tree.Budget.Limits.Bytes)), prefix, title);
        else
            tree.Add(whole);
    }

    /// <summary>A name as an archive gives it, as a path within it.</summary>
    /// <exception cref="DatasetException">It leads out of the archive.</exception>
    public static string Inside(string name, string title)
    {
        var path = name.Replace('\\', '/');
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        // A folder's own name within it would hide what it holds.
        while (path.Contains("/./", StringComparison.Ordinal))
            path = path.Replace("/./", "/", StringComparison.Ordinal);
        if (
            path.StartsWith('/')
            || (path.Length > 1 && path[1] == ':')
            || path.Split('/').Any(part => part == "..")
            || path.Contains('\0', StringComparison.Ordinal)
        )
            throw new DatasetException(
                $"{title} has a name that leads out of the archive, {SourceEntry.Visible(name)}: it is not imported."
            );
        return path;
    }

    private static bool IsGzip(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
    }

    /// <summary>Text of an archive's name: UTF-8, or Latin-1 where it is none.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
