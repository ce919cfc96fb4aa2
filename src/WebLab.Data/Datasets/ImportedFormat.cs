using System.Runtime.InteropServices;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>What an import wrote: raw examples and labels that need no decoder.</summary>
public sealed class ImportedFormat : IDatasetFormat
{
    /// <inheritdoc/>
    public string Wanted => $"{ImportedSet.FileName} of an imported set";

    /// <inheritdoc/>
    public IEnumerable<FoundDataset> Find(string folder)
    {
        var files = ImportedSet.Files(folder);
        if (files.All(File.Exists))
            yield return new(this, folder, "", files);
    }

    /// <inheritdoc/>
    public DatasetSplits Read(FoundDataset found, int trainCount, int testCount)
    {
        var set = ImportedSet.Read(found.Files[0]);
        return new(
            Read(set, found.Files[1], found.Files[2], set.TrainCount, Math.Min(trainCount, set.TrainCount)),
            Read(set, found.Files[3], found.Files[4], set.TestCount, Math.Min(testCount, set.TestCount)),
            set.Classes
        )
        {
            Columns = set.Columns,
        };
    }

    /// <inheritdoc/>
    public DatasetSplits Open(FoundDataset found)
    {
        var set = ImportedSet.Read(found.Files[0]);
        return new(
            Open(set, found.Files[1], found.Files[2], set.TrainCount),
            Open(set, found.Files[3], found.Files[4], set.TestCount),
            set.Classes
        )
        {
            Columns = set.Columns,
        };
    }

    private static ImageSet Read(ImportedSet set, string examples, string labels, int count, int wanted)
    {
        var read = Labels(set, labels, count, wanted);
        var length = (long)set.Height * set.Width * set.Channels;
        if (wanted * length > Array.MaxLength)
            throw new DatasetException(
                Sentence.Of(
                    $"{wanted:N0} examples of {length:N0} values are more than memory holds in one piece: "
                        + $"take {Array.MaxLength / length:N0} at most."
                )
            );
        return set.Kind == DatasetKind.Images
            ? new(set.Height, set.Width, set.Channels, Values<byte>(examples, count * length, wanted * length), read)
            : new(set.Width, Features(examples, count * length, wanted * length), read);
    }

    private static ImageSet Open(ImportedSet set, string examples, string labels, int count)
    {
        var read = Labels(set, labels, count, count);
        var length = (long)set.Height * set.Width * set.Channels;
        return set.Kind == DatasetKind.Images
            ? new(set.Height, set.Width, set.Channels, (first, values) => Values(examples, count * length, first * length, values), read)
            : new(set.Width, (first, values) => Features(examples, count * length, first * length, values), read);
    }

    private static byte[] Labels(ImportedSet set, string path, int count, int wanted)
    {
        var read = Values<byte>(path, count, wanted);
        return Array.FindIndex(read, label => label >= set.Classes.Count) is >= 0 and var wrong
            ? throw new DatasetException(
                Sentence.Of($"{path} has label {read[wrong]} at index {wrong:N0}; labels are 0 to {set.Classes.Count - 1}.")
            )
            : read;
    }

    private static float[] Features(string path, long values, long wanted)
    {
        CheckLength<float>(path, values);
        var features = new float[wanted];
        Features(path, values, 0, features);
        return features;
    }

    private static void Features(string path, long values, long first, Span<float> features)
    {
        Values(path, values, first, features);
        foreach (var feature in features)
        {
            if (!float.IsFinite(feature))
                throw new DatasetException($"{path} has a feature that is no finite number: import the set again.");
        }
    }

    private static T[] Values<T>(string path, long values, long wanted)
        where T : unmanaged
    {
        // Nothing is taken of memory for what the file has not.
        CheckLength<T>(path, values);
        var read = new T[wanted];
        Values(path, values, 0, read.AsSpan());
        return read;
    }

    private static void CheckLength<T>(string path, long values)
        where T : unmanaged
    {
        var (expected, length) = (values * Marshal.SizeOf<T>(), LinkEnd.Bytes(path));
        if (length != expected)
            throw new DatasetException(
                Sentence.Of($"{path} has {length:N0} bytes; {ImportedSet.FileName} announces {expected:N0}: import the set again.")
            );
    }

    private static void Values<T>(string path, long values, long first, Span<T> read)
        where T : unmanaged
    {
        CheckLength<T>(path, values);
        using var file = File.OpenHandle(path);
        // A span counts its bytes in 31 bits, and a set of features may have more.
        const int Part = 1 << 28;
        for (var at = 0; at < read.Length; at += Part)
            FileBytes.Read(
                file,
                path,
                (first + at) * Marshal.SizeOf<T>(),
                MemoryMarshal.AsBytes(read.Slice(at, Math.Min(Part, read.Length - at)))
            );
    }
}
