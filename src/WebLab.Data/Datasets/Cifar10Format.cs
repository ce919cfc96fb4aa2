using System.Globalization;
using System.Security.Cryptography;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>CIFAR-10's binary version, also of other sets in it: per record one label byte, then 1,024 red, 1,024 green and 1,024 blue
/// bytes, row by row. Classes have CIFAR-10's names where it is CIFAR-10, else those of <c>batches.meta.txt</c> beside the files, else
/// numbers.</summary>
public sealed class Cifar10Format : IDatasetFormat
{
    private const int Side = 32,
        Channels = 3,
        ImageLength = Side * Side * Channels,
        RecordLength = 1 + ImageLength;
    private const int RecordsPerFile = 10_000;
    private const long FileLength = (long)RecordsPerFile * RecordLength;

    private const int ClassCount = 10,
        BeginningRecords = 100,
        MostNames = 10_000;

    /// <summary>SHA-256 of the first 100 records of each published training file.</summary>
    private static readonly string[] Beginnings =
    [
        "20a363e6c0eb685b450aeb2c5a294d25c8f53fecb1ba3e200b02eeab9e6c7551",
        "49ae6701472ec7d48eef98816cf90936a2a9644b01e6ac7a0b8b6a97882ea030",
        "95b333fb7b757c96983acee3042f864131d0efc055db3408b47f97bf040a4df7",
        "2eda9c7add67d69ca8452e7259efcb8917bf1b89848dfb32f03dd1c3b08fdd58",
        "31df3fc22dadcb5bb133b040380f517e86574e2db4c00d263dc509f5b03d36ef",
    ];

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
        new(Read(found.Files.Take(5), trainCount), Read(found.Files.Skip(5), testCount), Classes(found));

    /// <inheritdoc/>
    public DatasetSplits Open(FoundDataset found) => new(Open([.. found.Files.Take(5)]), Open([.. found.Files.Skip(5)]), Classes(found));

    /// <summary>Whether one of the training files begins as CIFAR-10's: another set may have files of the same names and sizes.</summary>
    /// <param name="found">What <see cref="Find"/> gave.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static bool IsCifar10(FoundDataset found) => found.Files.Zip(Beginnings).Any(file => Beginning(file.First) == file.Second);

    private static string Beginning(string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = File.OpenHandle(path);
        Span<byte> record = stackalloc byte[RecordLength];
        for (var i = 0; i < BeginningRecords && RandomAccess.Read(file, record, (long)i * RecordLength) is > 0 and var read; i++)
            hash.AppendData(record[..read]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IReadOnlyList<string> Classes(FoundDataset found)
    {
        if (IsCifar10(found))
            return DatasetFacts.Of(DatasetName.Cifar10).Classes;
        var path = Path.Combine(found.Folder, DatasetFiles.ClassNames);
        var names = LinkEnd.BytesOf(path) is > 0 and < MostNames
            ? File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        return names.Distinct().Count() == ClassCount && names.Length == ClassCount
            ? names
            : [.. Enumerable.Range(0, ClassCount).Select(label => label.ToString(CultureInfo.InvariantCulture))];
    }

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
            if (record[0] >= ClassCount)
                throw new DatasetException($"{path} has label {record[0]} in record {i - first:N0}; labels are 0 to {ClassCount - 1}.");
            labels[i] = record[0];
            if (pixels.Length > 0)
                record.AsSpan(1).CopyTo(pixels.AsSpan(i * ImageLength));
        }
    }
}
