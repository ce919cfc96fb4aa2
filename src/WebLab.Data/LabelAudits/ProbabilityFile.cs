using System.IO.Compression;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.LabelAudits;

/// <summary>Reads out-of-sample probabilities: NumPy's <c>.npy</c> and <c>.npz</c>, CSV and other text, each also gzipped.</summary>
public static class ProbabilityFile
{
    /// <summary>The largest file, in bytes, also once unpacked: 64-bit numbers for 60,000 examples of 1,000 classes.</summary>
    public const int MaxBytes = 512_000_000;

    private static readonly string[] ArrayNames = ["pred_probs", "probs", "probabilities", "predictions", "arr_0"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="title">The person's name for it, for sentences; null for its own.</param>
    /// <param name="isOwn">Whether it is of a person's own set, whose images stand as their files sort, whatever numbers they have.</param>
    /// <exception cref="DatasetException">It holds no probabilities: one sentence.</exception>
    public static ProbabilityTable Read(string path, string? title = null, bool isOwn = false)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new DatasetException($"probabilities must be a file that exists; it was {title ?? path}.");
            return Read(title ?? file.Name, BoundedFile.Read(path, MaxBytes, "a file of probabilities", title), isOwn);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{title ?? path} could not be read: {error.Message}", error);
        }
    }

    /// <summary>Why a file is none by its size, one sentence, or null.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="size">Its bytes.</param>
    public static string? TooLarge(string name, long size) =>
        size > MaxBytes ? Sentence.Of($"{name} has {size:N0} bytes; probabilities have at most {MaxBytes:N0}.") : null;

    /// <summary>Reads what is in a file.</summary>
    /// <param name="name">Its name, for sentences.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="isOwn">Whether it is of a person's own set.</param>
    /// <exception cref="DatasetException">It holds no probabilities: one sentence.</exception>
    public static ProbabilityTable Read(string name, byte[] content, bool isOwn = false)
    {
        var bytes = content is [0x1f, 0x8b, ..] ? Unzip(name, content) : content;
        var table = bytes switch
        {
            [] => throw new DatasetException($"{name} is empty: it holds no probabilities."),
            [0x93, (byte)'N', (byte)'U', (byte)'M', ..] => OfArray(name, bytes),
            [(byte)'P', (byte)'K', ..] => OfArchive(name, bytes),
            _ => ProbabilityText.Read(
                name,
                Decoding.Text(bytes)
                    ?? throw new DatasetException($"{name} is neither text nor NumPy's .npy or .npz: save probabilities so."),
                isOwn
            ),
        };
        return table.Checked(name);
    }

    private static LabelContent Content(string name, byte[] bytes) => new(name, bytes, new(name, [], 0, 0, 0));

    private static ProbabilityTable OfArray(string name, byte[] bytes)
    {
        var file = Content(name, bytes);
        var (array, form) = NumpyLabels.Array(file);
        if (array.Shape is not [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue])
            throw file.Refuse($"({form}) is no table: give a row for each example and a column for each class.");
        if (array.Type[1] is not ('f' or 'i' or 'u' or 'b') || array.Type[2..] is not ("1" or "2" or "4" or "8"))
            throw file.Refuse($"({form}) is no table of plain numbers: save the probabilities as float32 or float64.");
        var (rows, classes) = ((int)array.Shape[0], (int)array.Shape[1]);
        return new(rows, classes, array.Values(file, form));
    }

    private static ProbabilityTable OfArchive(string name, byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes));
            ZipArchiveEntry[] arrays = [.. archive.Entries.Where(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal))];
            var chosen =
                arrays.Length == 1
                    ? arrays[0]
                    : ArrayNames
                        .Select(known => Array.Find(arrays, entry => entry.FullName == $"{known}.npy"))
                        .FirstOrDefault(entry => entry is not null)
                        ?? throw new DatasetException(
                            arrays.Length == 0
                                ? $"{name} is an archive without NumPy arrays: give .npy, .npz or CSV."
                                : $"{name} has {arrays.Length} arrays and none is called {string.Join(" or ", ArrayNames[..3])}: "
                                    + "save the probabilities alone."
                        );
            using var stream = chosen.Open();
            return OfArray($"{name}, {chosen.FullName[..^4]},", Bounded(name, stream));
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{name} is not a whole archive ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    private static byte[] Unzip(string name, byte[] bytes)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return Bounded(name, stream);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{name} is not a whole gzip file ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    private static byte[] Bounded(string name, Stream stream)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
                throw new DatasetException(
                    Sentence.Of($"{name} unpacks to more than {MaxBytes:N0} bytes, the most that probabilities have.")
                );
        }
        return bytes.ToArray();
    }
}
