using System.Security.Cryptography;

namespace WebLab.Data.Corruption;

/// <summary>The true and the given label of each training image, in the same order.</summary>
/// <param name="True">The publisher's labels.</param>
/// <param name="Given">The labels trained with.</param>
public sealed record LabelPair(byte[] True, byte[] Given)
{
    /// <summary>For each image whether the two differ.</summary>
    public bool[] Corrupted() => [.. True.Zip(Given, (trueLabel, given) => trueLabel != given)];

    /// <summary>The share of images whose labels differ, 0 to 1.</summary>
    public double RealisedNoiseRate() => (double)Corrupted().Count(corrupted => corrupted) / True.Length;

    /// <summary>SHA-256 of the given labels, lower-case hexadecimal.</summary>
    public string GivenLabelHash() => Convert.ToHexStringLower(SHA256.HashData(Given));

    /// <summary>Realised counts: entry [i][j] is how many images of true label i were given label j.</summary>
    /// <param name="classes">The number of classes.</param>
    public int[][] ConfusionCounts(int classes)
    {
        var counts = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        for (var i = 0; i < True.Length; i++)
            counts[True[i]][Given[i]]++;
        return counts;
    }
}
