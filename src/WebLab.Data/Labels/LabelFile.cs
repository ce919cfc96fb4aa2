using System.Buffers.Binary;
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

    // Labels are packed to less than half: the rest leaves room to unpack them.
    private const int MaxPacked = MaxBytes / 2;

    private static readonly IReadOnlyList<ILabelForm> Forms = [.. Known().OrderBy(form => form.Place)];

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

    /// <summary>Reads a file's labels, of which -1 stands for none.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="target">What it is read for.</param>
    /// <param name="choice">What the person says of it.</param>
    /// <param name="title">The person's name for the file, for sentences; null for its own.</param>
    /// <exception cref="DatasetException">It is no label file of the data set, or leaves a choice.</exception>
    public static LabelSet ReadSet(string name, byte[] content, LabelTarget target, LabelChoice choice, string? title = null)
    {
        var file = Open(new(name, content, target, title));
        return LabelColumns.Of(file, Table(file)).ReadSet(choice);
    }

    /// <summary>Reads a file's labels, of the test images too where it has them.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="target">What it is read for.</param>
    /// <param name="choice">What the person says of it.</param>
    /// <exception cref="DatasetException">It is no label file of the data set, or leaves a choice.</exception>
    public static LabelSet ReadSplits(string name, byte[] content, LabelTarget target, LabelChoice choice)
    {
        var file = Open(new(name, content, target));
        return LabelColumns.Of(file, Table(file)).ReadSplits(choice);
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
        if (file.Bytes is not [0x1f, 0x8b, ..])
            return file;
        if (file.Bytes.Length > MaxPacked)
            throw file.Refuse(
                $"is a gzip file of {file.Bytes.Length:N0} bytes, and one of labels has at most {MaxPacked:N0}: give it unpacked."
            );
        return file with { Bytes = Unzip(file) };
    }

    private static LabelTable Table(LabelContent file) => Forms.Select(form => form.Read(file)).First(table => table is not null)!;

    private static IReadOnlyList<ILabelForm> Known()
    {
        var forms = new DescriptorRegistry<ILabelForm>("form of label files", form => form.GetType().Name);
        forms.Add(typeof(LabelFile).Assembly);
        return forms.All;
    }

    private static byte[] Unzip(LabelContent file)
    {
        try
        {
            using var unzipped = new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress);
            // A whole file ends with its length.
            var length =
                file.Bytes.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(file.Bytes.AsSpan()[^sizeof(uint)..]);
            var bytes = Bounded(file, unzipped, length);
            if (!GzipTrailer.Of(file.Bytes).IsOf(bytes))
                throw file.Refuse("is not a whole gzip file: fetch or make it again.");
            return bytes.Length > 0 ? bytes : throw file.Refuse("is a gzip file of nothing: it holds no labels.");
        }
        catch (InvalidDataException error)
        {
            throw file.Refuse($"is not a whole gzip file ({error.Message.TrimEnd('.')}): fetch or make it again.", error);
        }
    }

    /// <summary>All of a stream whose length is claimed, rightly or not. What grows as it comes would be there twice.</summary>
    /// <exception cref="DatasetException">It has more bytes than a label file.</exception>
    /// <exception cref="InvalidDataException">It has more than is claimed.</exception>
    internal static byte[] Bounded(LabelContent file, Stream stream, long claimed)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(claimed, 0, MaxBytes));
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
            return bytes[..read];
        if (stream.ReadByte() < 0)
            return bytes;
        throw bytes.Length == MaxBytes
            ? file.Refuse($"unpacks to more than {MaxBytes:N0} bytes, the most that a label file has.")
            : new InvalidDataException("It holds more than it says.");
    }
}
