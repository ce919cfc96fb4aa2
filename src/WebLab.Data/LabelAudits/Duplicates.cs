using System.Runtime.InteropServices;
using System.Security.Cryptography;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Finds examples that are equal or nearly equal, within each split and across them.</summary>
public static class Duplicates
{
    /// <summary>The reference implementation's bound: nearer than so much of the median distance of nearest neighbours.</summary>
    public const double NearShare = 0.13;

    /// <summary>Groups of examples all of whose values are equal.</summary>
    /// <param name="train">The training examples.</param>
    /// <param name="given">Their given labels.</param>
    /// <param name="test">The test examples; null where they are not looked at.</param>
    public static IReadOnlyList<DuplicateGroup> Exact(ImageSet train, IReadOnlyList<int> given, ImageSet? test)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(given);
        var groups = new Dictionary<UInt128, List<LabelAuditExample>>();
        foreach (var (split, set) in new[] { ("train", train), ("test", test) })
        {
            for (var i = 0; i < (set?.Count ?? 0); i++)
            {
                var hash = Hash(set!, i);
                if (!groups.TryGetValue(hash, out var group))
                    groups[hash] = group = [];
                group.Add(new(split, i, set == train ? given[i] : set!.Labels[i]));
            }
        }
        return [.. groups.Values.Where(group => group.Count > 1).Select(group => Group(group, isExact: true, 0))];
    }

    /// <summary>Pairs of neighbours that are nearer than chance makes them.</summary>
    /// <param name="pairs">Two examples and their distance; of two splits, the training example first.</param>
    /// <param name="median">The median distance of nearest neighbours.</param>
    /// <param name="exact">Groups found already, whose pairs are left out.</param>
    public static IReadOnlyList<DuplicateGroup> Near(
        IEnumerable<(LabelAuditExample One, LabelAuditExample Other, double Distance)> pairs,
        double median,
        IReadOnlyList<DuplicateGroup> exact
    )
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(exact);
        var known = new Dictionary<(string, int), int>();
        for (var group = 0; group < exact.Count; group++)
        {
            foreach (var example in exact[group].Examples)
                known[(example.Split, example.Index)] = group;
        }
        return
        [
            .. pairs
                .Where(pair => pair.Distance < NearShare * median && !AreKnown(pair.One, pair.Other))
                .OrderBy(pair => pair.Distance)
                .Select(pair => Group([pair.One, pair.Other], isExact: false, median > 0 ? pair.Distance / median : 0)),
        ];

        bool AreKnown(LabelAuditExample one, LabelAuditExample other) =>
            known.TryGetValue((one.Split, one.Index), out var first)
            && known.TryGetValue((other.Split, other.Index), out var second)
            && first == second;
    }

    private static DuplicateGroup Group(List<LabelAuditExample> examples, bool isExact, double distance) =>
        new(
            examples,
            isExact,
            distance,
            examples.Exists(example => example.Given != examples[0].Given),
            examples.Exists(example => example.Split != examples[0].Split)
        );

    private static UInt128 Hash(ImageSet set, int index)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(
            set.Features is { } features ? MemoryMarshal.AsBytes(features.AsSpan(index * set.Width, set.Width)) : set.Image(index),
            hash
        );
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
