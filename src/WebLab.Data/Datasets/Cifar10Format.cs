using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>CIFAR-10's binary version: per record one label byte, then 1,024 red, 1,024 green and 1,024 blue bytes, row by row.</summary>
public sealed class Cifar10Format : IDatasetFormat
{
    private const int Side = 32,
        Channels = 3,
        ImageLength = Side * Side * Channels,
        RecordLength = 1 + ImageLength;
    private const int RecordsPerFile = 10_000;
    private const long FileLength = (long)RecordsPerFile * RecordLength;

    private static readonly IReadOnlyList<string> Classes = DatasetFacts.Of(DatasetName.Cifar10).Classes;

    private static readonly string[] FileNames = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin"), "test_batch.bin"];

    /// <inheritdoc/>
    public string Wanted => string.Join(", ", FileNames);

    /// <inheritdoc/>
    public IEnumerable<FoundDataset> Find(string folder)
    {
        string[] paths = [.. FileNames.Select(name => Path.Combine(folder, name))];
        if (paths.All(File.Exists))
            yield return new(this, folder, "", paths);
    }

    /// <inheritdoc/>
    public DatasetSplits Read(FoundDataset found, int trainCount, int testCount) =>
        new(Read(found.Files.Take(5), trainCount), Read(found.Files.Skip(5), testCount), Classes);

    /// <inheritdoc/>
    public DatasetSplits Open(FoundDataset found) => new(Open([.. found.Files.Take(5)]), Open([.. found.Files.Skip(5)]), Classes);

    private static ImageSet Open(string[] paths) =>
        new(Side, Side, Channels, (first, pixels) => Pixels(paths, first, pixels), Labels(paths));

    private static byte[] Labels(string[] paths)
    {
        var labels = new byte[paths.Length * RecordsPerFile];
        // A record at a time: its pixels are read over.
        for (var i = 0; i < paths.Length; i++)
            ReadFile(paths[i], i * RecordsPerFile, RecordsPerFile, pixels: [], labels);
        return labels;
    }

    private static void Pixels(string[] paths, int first, Span<byte> pixels)
    {
        var count = pixels.Length / ImageLength;
        for (var done = 0; done < count;)
        {
            var (file, record) = Math.DivRem(first + done, RecordsPerFile);
            var here = Math.Min(count - done, RecordsPerFile - record);
            using var handle = File.OpenHandle(paths[file]);
            for (var i = 0; i < here; i++, done++)
                FileBytes.Read(handle, paths[file], (long)(record + i) * RecordLength + 1, pixels.Slice(done * ImageLength, ImageLength));
        }
    }

    private static ImageSet Read(IEnumerable<string> files, int count)
    {
        string[] paths = [.. files];
        count = Math.Min(count, paths.Length * RecordsPerFile);
        var pixels = new byte[count * ImageLength];
        var labels = new byte[count];
        for (var done = 0; done < count; done += RecordsPerFile)
            ReadFile(paths[done / RecordsPerFile], done, Math.Min(RecordsPerFile, count - done), pixels, labels);
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
            if (record[0] >= Classes.Count)
                throw new DatasetException($"{path} has label {record[0]} in record {i - first:N0}; labels are 0 to {Classes.Count - 1}.");
            labels[i] = record[0];
            if (pixels.Length > 0)
                record.AsSpan(1).CopyTo(pixels.AsSpan(i * ImageLength));
        }
    }
}
