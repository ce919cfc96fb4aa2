using System.IO.Compression;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>
/// Reads the files in which given labels are published: each is understood or refused with one sentence that names the file, its form,
/// the place and the cure. <c>docs/labels.md</c> lists the forms.
/// </summary>
public static class LabelFile
{
    /// <summary>The largest label file, in bytes, also once unpacked: six columns of 64-bit integers for 300,000 images.</summary>
    public const int MaxBytes = 16_000_000;

    // A format answers null for a file of another form. Raw numbers have no mark of their own and come last.
    private static readonly IReadOnlyList<Func<LabelContent, LabelTable?>> Formats =
    [
        NumpyLabels.Read,
        ZippedLabels.Read,
        PickledLabels.Read,
        IdxLabels.Read,
        ForeignForms.Read,
        JsonLabels.Read,
        TextLabels.Read,
        RawLabels.Read,
    ];

    /// <summary>Reads a file's labels.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="target">What it is read for.</param>
    /// <param name="choice">What the person says of it.</param>
    /// <param name="title">The person's name for the file, for sentences; null for its own.</param>
    /// <returns>A class index for each training image, or for each that the run trains on.</returns>
    /// <exception cref="DatasetException">It is no label file of the data set, or leaves a choice.</exception>
    public static byte[] Read(string name, byte[] content, LabelTarget target, LabelChoice choice, string? title = null)
    {
        var file = Open(new(name, content, target, title));
        return LabelColumns.Of(file, Table(file)).Read(choice);
    }

    /// <summary>The columns of a file among which a person must choose.</summary>
    /// <param name="name">The person's name for the file, for sentences.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="target">What it is read for.</param>
    /// <returns>Their names; none where there is nothing to choose.</returns>
    /// <exception cref="DatasetException">It is no label file of the data set.</exception>
    public static IReadOnlyList<string> Choices(string name, byte[] content, LabelTarget target)
    {
        var file = Open(new(name, content, target));
        return LabelColumns.Of(file, Table(file)).Choices;
    }

    private static LabelContent Open(LabelContent file)
    {
        if (file.Bytes.Length == 0)
            throw file.Refuse("is empty: it holds no labels.");
        if (file.Bytes.Length > MaxBytes)
            throw file.Refuse($"has {file.Bytes.Length:N0} bytes; a label file has at most {MaxBytes:N0}.");
        return file.Bytes is [0x1f, 0x8b, ..] ? file with { Bytes = Unzip(file) } : file;
    }

    private static LabelTable Table(LabelContent file) => Formats.Select(read => read(file)).First(table => table is not null)!;

    private static byte[] Unzip(LabelContent file)
    {
        try
        {
            using var unzipped = new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress);
            var bytes = Bounded(file, unzipped);
            if (!GzipTrailer.Of(file.Bytes).IsOf(bytes))
                throw file.Refuse("is not a whole gzip file: fetch or make it again.");
            return bytes.Length > 0 ? bytes : throw file.Refuse("is a gzip file of nothing: it holds no labels.");
        }
        catch (InvalidDataException error)
        {
            throw file.Refuse($"is not a whole gzip file ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    /// <summary>All of a stream, which may claim anything about its length.</summary>
    internal static byte[] Bounded(LabelContent file, Stream stream)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaxBytes)
                throw file.Refuse($"unpacks to more than {MaxBytes:N0} bytes, the most that a label file has.");
        }
        return bytes.ToArray();
    }
}
