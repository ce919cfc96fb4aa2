using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>
/// SHA-256 of a set's content: a line with counts and shape, then the training examples, their labels, the test examples and theirs. It is
/// the same however the files are packed.
/// </summary>
public static class DatasetHash
{
    /// <summary>The hash of what was read, lower-case hexadecimal.</summary>
    /// <param name="splits">Both splits, whole.</param>
    public static string Of(DatasetSplits splits)
    {
        ArgumentNullException.ThrowIfNull(splits);
        var (train, test) = (splits.Train, splits.Test);
        using var hash = Begin(splits.Kind, train.Count, test.Count, train.Height, train.Width, train.Channels);
        foreach (var split in new[] { train, test })
        {
            Append(hash, split);
            hash.AppendData(split.Labels);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash of raw files, lower-case hexadecimal.</summary>
    /// <param name="set">What they are; its own hash is not looked at.</param>
    /// <param name="files">Training examples and labels, test examples and labels.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string Of(ImportedSet set, IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(files);
        using var hash = Begin(set.Kind, set.TrainCount, set.TestCount, set.Height, set.Width, set.Channels);
        var buffer = new byte[1 << 20];
        foreach (var path in files)
        {
            using var file = File.OpenRead(path);
            while (file.Read(buffer) is > 0 and var count)
                hash.AppendData(buffer, 0, count);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IncrementalHash Begin(DatasetKind kind, int train, int test, int height, int width, int channels)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var shape = kind == DatasetKind.Images ? $"{height}x{width}x{channels}" : $"{width} features";
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{train}+{test} {shape}\n")));
        return hash;
    }

    private static void Append(IncrementalHash hash, ImageSet split)
    {
        foreach (var (_, part) in split.Parts())
        {
            if (part.Features is not { } features)
            {
                hash.AppendData(part.Pixels);
                continue;
            }
            // A span counts its bytes in 31 bits.
            const int Most = 1 << 28;
            for (long at = 0; at < features.Length; at += Most)
                hash.AppendData(MemoryMarshal.AsBytes(features.AsSpan((int)at, (int)Math.Min(Most, features.Length - at))));
        }
    }
}
