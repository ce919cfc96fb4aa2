using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>Reads CIFAR-10's binary version: per record one label byte, then 1,024 red, 1,024 green and 1,024 blue bytes, row by
/// row.</summary>
public static class Cifar10Reader
{
    private const int Side = 32,
        Channels = 3,
        ImageLength = Side * Side * Channels,
        RecordLength = 1 + ImageLength;
    private const int RecordsPerFile = 10_000;
    private const long FileLength = (long)RecordsPerFile * RecordLength;

    private static readonly int Classes = DatasetFacts.Of(DatasetName.Cifar10).Classes.Count;

    /// <summary>Reads the first training images, opening only the files that hold them.</summary>
    /// <param name="folder">The folder with <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c>.</param>
    /// <param name="count">1 to 50,000.</param>
    /// <exception cref="DatasetException">A file has another size, or holds a label above 9.</exception>
    public static ImageSet ReadTrain(string folder, int count) =>
        Read([.. Enumerable.Range(1, 5).Select(i => Path.Combine(folder, $"data_batch_{i}.bin"))], count);

    /// <summary>Reads the first test images.</summary>
    /// <param name="folder">The folder with <c>test_batch.bin</c>.</param>
    /// <param name="count">1 to 10,000.</param>
    /// <exception cref="DatasetException">The file has another size, or holds a label above 9.</exception>
    public static ImageSet ReadTest(string folder, int count) => Read([Path.Combine(folder, "test_batch.bin")], count);

    private static ImageSet Read(IReadOnlyList<string> files, int count)
    {
        var pixels = new byte[count * ImageLength];
        var labels = new byte[count];
        for (var done = 0; done < count; done += RecordsPerFile)
            ReadFile(files[done / RecordsPerFile], done, Math.Min(RecordsPerFile, count - done), pixels, labels);
        return new(Side, Side, Channels, pixels, labels);
    }

    private static void ReadFile(string path, int first, int count, byte[] pixels, byte[] labels)
    {
        using var file = File.OpenRead(path);
        if (file.Length != FileLength)
            throw new DatasetException(
                $"{path} has {file.Length:N0} bytes; a CIFAR-10 file of {RecordsPerFile:N0} records has {FileLength:N0}."
            );
        var record = new byte[RecordLength];
        for (var i = first; i < first + count; i++)
        {
            file.ReadExactly(record);
            if (record[0] >= Classes)
                throw new DatasetException($"{path} has label {record[0]} in record {i - first:N0}; labels are 0 to {Classes - 1}.");
            labels[i] = record[0];
            record.AsSpan(1).CopyTo(pixels.AsSpan(i * ImageLength));
        }
    }
}
