using System.Security.Cryptography;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>What a run trains and is tested on: drawn once, fixed for the run.</summary>
public sealed class CorruptedSet
{
    /// <summary>The publisher's label of each training image.</summary>
    public required byte[] TrueLabels { get; init; }

    /// <summary>The label that each training image is trained with.</summary>
    public required byte[] GivenLabels { get; init; }

    /// <summary>
    /// The training images, divided by 255 and with corrupted pixels: cropped to 28x28, or as stored when the run crops at random.
    /// </summary>
    public required PixelSet Train { get; init; }

    /// <summary>The test images, divided by 255 and cropped to 28x28.</summary>
    public required PixelSet Test { get; init; }

    /// <summary>The publisher's label of each test image; no corruption ever changes them.</summary>
    public required byte[] TestLabels { get; init; }

    /// <summary>For each training image whether its given label differs from its true one.</summary>
    public bool[] Corrupted => [.. TrueLabels.Zip(GivenLabels, (trueLabel, given) => trueLabel != given)];

    /// <summary>The share of training images whose given label differs from the true one, 0 to 1.</summary>
    public double RealisedNoiseRate => RateOf(TrueLabels, GivenLabels);

    /// <summary>SHA-256 of <see cref="GivenLabels"/>, lower-case hexadecimal.</summary>
    public string GivenLabelHash => HashOf(GivenLabels);

    internal static double RateOf(byte[] trueLabels, byte[] givenLabels)
    {
        var corrupted = 0;
        for (var i = 0; i < trueLabels.Length; i++)
            corrupted += trueLabels[i] != givenLabels[i] ? 1 : 0;
        return (double)corrupted / trueLabels.Length;
    }

    internal static string HashOf(byte[] givenLabels) => Convert.ToHexStringLower(SHA256.HashData(givenLabels));
}
