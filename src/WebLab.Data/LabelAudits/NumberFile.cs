using System.IO.Compression;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.LabelAudits;

/// <summary>Reads a file of numbers, a row an example: NumPy's <c>.npy</c> and <c>.npz</c>, CSV and other text, each also
/// gzipped.</summary>
public static class NumberFile
{
    /// <summary>The largest file, in bytes, also once unpacked: 64-bit numbers for 60,000 examples of 1,000 classes, 32-bit ones for as
    /// many of 2,048 features.</summary>
    public const int MaxBytes = 512_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="kind">What it is read for.</param>
    /// <param name="path">Its path.</param>
    /// <param name="title">The person's name for it, for sentences; null for its own.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <exception cref="DatasetException">It holds no such numbers: one sentence.</exception>
    public static NumberTable Read(NumberKind kind, string path, string? title = null, ExampleNames? own = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new DatasetException($"{kind.Noun} must be a file that exists; it was {title ?? path}.");
            return Read(kind, title ?? file.Name, BoundedFile.Read(path, MaxBytes, $"a file of {kind.Noun}", title), own);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{title ?? path} could not be read: {error.Message}", error);
        }
    }

    /// <summary>Why a file is none by its size, one sentence, or null.</summary>
    /// <param name="noun">What it is to hold.</param>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its bytes.</param>
    public static string? TooLarge(string noun, string name, long size) =>
        size > MaxBytes ? Sentence.Of($"{name} has {size:N0} bytes; {noun} have at most {MaxBytes:N0}.") : null;

    /// <summary>Reads what is in a file.</summary>
    /// <param name="kind">What it is read for.</param>
    /// <param name="name">Its name, for sentences.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="own">The names of the examples of a person's own set, whatever numbers these have; null for another set.</param>
    /// <exception cref="DatasetException">It holds no such numbers: one sentence.</exception>
    public static NumberTable Read(NumberKind kind, string name, byte[] content, ExampleNames? own = null)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var bytes = content is [0x1f, 0x8b, ..] ? Unzip(kind, name, content) : content;
        return bytes switch
        {
            [] => throw new DatasetException($"{name} is empty: it holds no {kind.Noun}."),
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => OfArray(kind, name, bytes),
            [(byte)'P', (byte)'K', ..] => OfArchive(kind, name, bytes),
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => throw new DatasetException(
                $"{name} is a packed Parquet file: unpack it."
            ),
            _ => NumberText.Read(
                kind,
                name,
                Decoding.Text(bytes)
                    ?? throw new DatasetException($"{name} is neither text nor NumPy's .npy or .npz: save {kind.Noun} so."),
                own
            ),
        };
    }

    /// <summary>Refuses more than is held.</summary>
    /// <param name="kind">What is read.</param>
    /// <param name="shown">The file, for the sentence.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="DatasetException">It has more columns or numbers.</exception>
    internal static void CheckSize(NumberKind kind, string shown, long rows, long columns)
    {
        if (columns > kind.MaxColumns)
            throw new DatasetException(Sentence.Of($"{shown} has {columns:N0} columns; {kind.Noun} have 1 to {kind.MaxColumns:N0}."));
        if ((double)rows * columns > kind.MaxValues)
            throw new DatasetException(
                Sentence.Of(
                    $"{shown} has {rows:N0} x {columns:N0} numbers, and {kind.Noun} of at most {kind.MaxValues:N0} are held in memory: "
                        + $"bring fewer examples or columns."
                )
            );
    }

    private static NumberTable OfArray(NumberKind kind, string name, byte[] bytes)
    {
        var file = new LabelContent(name, bytes, new(name, [], 0, 0, 0));
        var (array, form) = NumpyLabels.Array(file);
        // A pooling layer leaves n x 512 x 1 x 1.
        int[] kept = [.. Enumerable.Range(0, array.Shape.Length).Where(i => i == 0 || array.Shape[i] != 1)];
        if (kept.Length == 1 && array.Shape.Length > 1)
            kept = [0, 1];
        array = array with { Shape = [.. kept.Select(i => array.Shape[i])], Strides = [.. kept.Select(i => array.Strides[i])] };
        if (array.Shape is not [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue])
            throw file.Refuse($"({form}) is no table: give a row for each example and a column for each {kind.Each}.");
        if (array.Type[1] is not ('f' or 'i' or 'u' or 'b') || array.Type[2..] is not ("1" or "2" or "4" or "8"))
            throw file.Refuse($"({form}) is no table of plain numbers: save the {kind.Noun} as float32 or float64.");
        CheckSize(kind, $"{name} ({form})", array.Shape[0], array.Shape[1]);
        return new((int)array.Shape[0], (int)array.Shape[1], array.Values(file, form));
    }

    private static NumberTable OfArchive(NumberKind kind, string name, byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes));
            ZipArchiveEntry[] arrays = [.. archive.Entries.Where(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal))];
            var chosen =
                arrays.Length == 1
                    ? arrays[0]
                    : kind.ArrayNames.Select(known => Array.Find(arrays, entry => entry.FullName == $"{known}.npy"))
                        .FirstOrDefault(entry => entry is not null)
                        ?? throw new DatasetException(
                            arrays.Length == 0
                                ? $"{name} is an archive without NumPy arrays: give .npy, .npz or CSV."
                                : $"{name} has {arrays.Length} arrays and none is called {string.Join(" or ", kind.ArrayNames.Take(3))}: "
                                    + $"save the {kind.Noun} alone."
                        );
            using var stream = chosen.Open();
            return OfArray(kind, $"{name}, {chosen.FullName[..^4]},", Bounded(kind, name, stream));
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{name} is not a whole archive ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    private static byte[] Unzip(NumberKind kind, string name, byte[] bytes)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return Bounded(kind, name, stream);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{name} is not a whole gzip file ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    private static byte[] Bounded(NumberKind kind, string name, Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
                throw new DatasetException(
                    Sentence.Of($"{name} unpacks to more than {MaxBytes:N0} bytes, the most that {kind.Noun} have.")
                );
        }
        return bytes.ToArray();
    }
}
