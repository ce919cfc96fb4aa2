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

    private static ImageSet Read(ImportedSet set, string examples, string labels, int count, int wanted)
    {
        var read = Bytes<byte>(labels, count, wanted);
        if (Array.FindIndex(read, label => label >= set.Classes.Count) is >= 0 and var wrong)
            throw new DatasetException(
                Sentence.Of($"{labels} has label {read[wrong]} at index {wrong:N0}; labels are 0 to {set.Classes.Count - 1}.")
            );
        var length = (long)set.Height * set.Width * set.Channels;
        if (set.Kind == DatasetKind.Images)
            return new(set.Height, set.Width, set.Channels, Bytes<byte>(examples, count * length, wanted * length), read);
        var features = Bytes<float>(examples, count * length, wanted * length);
        return features.All(float.IsFinite)
            ? new(set.Width, features, read)
            : throw new DatasetException($"{examples} has a feature that is no finite number: import the set again.");
    }

    private static T[] Bytes<T>(string path, long values, long wanted)
        where T : unmanaged
    {
        using var file = File.OpenRead(path);
        var expected = values * Marshal.SizeOf<T>();
        if (file.Length != expected)
            throw new DatasetException(
                Sentence.Of($"{path} has {file.Length:N0} bytes; {ImportedSet.FileName} announces {expected:N0}: import the set again.")
            );
        var read = new T[wanted];
        // A span counts its bytes in 31 bits, and a set of features may have more.
        const int Part = 1 << 28;
        for (long at = 0; at < wanted; at += Part)
            file.ReadExactly(MemoryMarshal.AsBytes(read.AsSpan((int)at, (int)Math.Min(Part, wanted - at))));
        return read;
    }
}
