using System.Buffers.Binary;
using System.Text.RegularExpressions;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>IDX files: two zeros, the type, the number of dimensions, each as four bytes with the highest first, the values.</summary>
internal static partial class IdxArrays
{
    private const int MostHeader = 4 * (1 + 4);

    public static bool IsIdx(SourceEntry entry) =>
        FileName().IsMatch(entry.Name) && (IsOwnEnding(entry.Extension) || entry.Begin(4) is [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 4]);

    // Tables and arrays of other forms are called train_labels too.
    private static bool IsOwnEnding(string extension) =>
        extension.Length == 0
        || extension.Contains("idx", StringComparison.Ordinal)
        || extension.Contains("byte", StringComparison.Ordinal);

    public static NamedArray Read(SourceEntry entry, SourceTree tree)
    {
        var bytes = entry.Begin(MostHeader);
        var type = bytes is [0, 0, var code, >= 1 and <= 4, ..]
            ? code switch
            {
                0x08 => "|u1",
                0x09 => "|i1",
                0x0B => ">i2",
                0x0C => ">i4",
                0x0D => ">f4",
                0x0E => ">f8",
                _ => null,
            }
            : null;
        if (type is null || bytes.Length < 4 + (4 * bytes[3]))
            throw entry.Refuse("is no IDX file, although its name says so.");
        long[] sizes = [.. Enumerable.Range(1, bytes[3]).Select(i => (long)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 * i)))];
        var most = tree.Budget.Limits.SetBytes;
        return new ArrayHeader(type, sizes, IsFortran: false, 4 + (4 * bytes[3])).ToArray(
            entry,
            entry.Path,
            tree,
            () => entry.Read(most),
            () => entry.OpenSeekable(most)
        );
    }

    [GeneratedRegex("(^|[-_. ])(train|t10k|test|val)[-_. ](images|labels)|idx[1-4][-_. ]u?byte$|\\.idx[1-4]?$", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();
}
