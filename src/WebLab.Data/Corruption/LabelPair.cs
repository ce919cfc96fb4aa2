using System.Security.Cryptography;

namespace WebLab.Data.Corruption;

/// <summary>The true and the given label of each training image, in the same order.</summary>
/// <param name="True">The publisher's labels.</param>
/// <param name="Given">The labels trained with.</param>
public sealed record LabelPair(byte[] True, byte[] Given)
{
    /// <summary>Whether each is left out of the training, its given label then being the true one; null where none is.</summary>
    public bool[]? IsLeftOut { get; init; }

    /// <summary>How many are left out.</summary>
    public int LeftOut => IsLeftOut?.Count(isLeftOut => isLeftOut) ?? 0;

    /// <summary>For each image whether the two differ.</summary>
    public bool[] Corrupted() => [.. True.Zip(Given, (trueLabel, given) => trueLabel != given)];

    /// <summary>The share of images whose labels differ, of those that are not left out, 0 to 1.</summary>
    public double RealisedNoiseRate() => (double)Corrupted().Count(corrupted => corrupted) / (True.Length - LeftOut);

    /// <summary>SHA-256 of the given labels, lower-case hexadecimal; where some are left out, of these and then a byte for each image,
    /// 1 where it is.</summary>
    public string GivenLabelHash() =>
        Convert.ToHexStringLower(
            SHA256.HashData(IsLeftOut is null ? Given : [.. Given, .. IsLeftOut.Select(isLeftOut => (byte)(isLeftOut ? 1 : 0))])
        );

    /// <summary>Realised counts, without what is left out: entry [i][j] is how many images of true label i were given label j.</summary>
    /// <param name="classes">The number of classes.</param>
    public int[][] ConfusionCounts(int classes)
    {
        var counts = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        for (var i = 0; i < True.Length; i++)
            counts[True[i]][Given[i]] += IsLeftOut?[i] == true ? 0 : 1;
        return counts;
    }
}
