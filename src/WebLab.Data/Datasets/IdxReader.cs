using System.Buffers.Binary;
using System.IO.Compression;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>Reads MNIST's IDX files: a big-endian header (magic number, then each dimension) and the bytes; plain or gzipped.</summary>
public static class IdxReader
{
    private const int Side = 28;

    // Third byte 8 says unsigned bytes, the fourth the number of dimensions.
    private const int ImagesMagic = 0x803,
        LabelsMagic = 0x801;

    private static readonly int Classes = DatasetFacts.Of(DatasetName.Mnist).Classes.Count;

    /// <summary>Reads one of MNIST's two splits.</summary>
    /// <param name="folder">The folder with <c>SPLIT-images-idx3-ubyte</c> and <c>SPLIT-labels-idx1-ubyte</c>, each plain or with
    /// <c>.gz</c>.</param>
    /// <param name="split"><c>train</c> or <c>t10k</c>.</param>
    /// <param name="count">The images that the split has.</param>
    /// <exception cref="DatasetException">A header says something else, a file is shorter or longer than its header, or a label is above
    /// 9.</exception>
    public static ImageSet Read(string folder, string split, int count)
    {
        var imagesPath = Existing(folder, $"{split}-images-idx3-ubyte");
        var labelsPath = Existing(folder, $"{split}-labels-idx1-ubyte");
        var pixels = ReadBytes(imagesPath, ImagesMagic, [count, Side, Side]);
        var labels = ReadBytes(labelsPath, LabelsMagic, [count]);
        var wrong = Array.FindIndex(labels, label => label >= Classes);
        return wrong < 0
            ? new(Side, Side, 1, pixels, labels)
            : throw new DatasetException($"{labelsPath} has label {labels[wrong]} at index {wrong:N0}; labels are 0 to {Classes - 1}.");
    }

    private static string Existing(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        return File.Exists(plain) ? plain : plain + ".gz";
    }

    // The header is compared before anything is allocated, so a header that claims gigabytes costs nothing.
    private static byte[] ReadBytes(string path, int magic, int[] dimensions)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            CheckHeader(path, content, magic, dimensions);
            var bytes = new byte[dimensions.Aggregate(1, (product, dimension) => product * dimension)];
            content.ReadExactly(bytes);
            return content.ReadByte() < 0
                ? bytes
                : throw new DatasetException($"{path} goes on after the {bytes.Length:N0} bytes that its header announces.");
        }
        catch (EndOfStreamException error)
        {
            throw new DatasetException($"{path} ends before the {string.Join("x", dimensions)} bytes that its header announces.", error);
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{path} is not a whole gzip file: {error.Message}", error);
        }
    }

    private static void CheckHeader(string path, Stream content, int magic, int[] dimensions)
    {
        var header = new byte[4 * (1 + dimensions.Length)];
        content.ReadExactly(header);
        var found = BinaryPrimitives.ReadInt32BigEndian(header);
        if (found != magic)
            throw new DatasetException(
                $"{path} begins with 0x{found:X8}; an IDX file of {dimensions.Length} dimensions of bytes begins with 0x{magic:X8}."
            );
        var sizes = dimensions.Select((_, i) => BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * (i + 1)))).ToArray();
        if (!sizes.SequenceEqual(dimensions.Select(dimension => (uint)dimension)))
            throw new DatasetException($"{path} announces {string.Join("x", sizes)} values; MNIST has {string.Join("x", dimensions)}.");
    }
}
