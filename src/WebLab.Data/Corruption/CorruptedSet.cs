using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>What a run trains and is tested on: drawn once, fixed for the run.</summary>
/// <param name="labels">The labels of the training images.</param>
/// <param name="train">The training images.</param>
/// <param name="test">The test images.</param>
/// <param name="testLabels">The labels of the test images.</param>
public sealed class CorruptedSet(LabelPair labels, PixelSet train, PixelSet test, byte[] testLabels)
{
    /// <summary>The rows of both splits as they are stored, before their columns were standardised: for an analysis, which names their
    /// values. Null for a training, for images, and where the values were corrupted.</summary>
    public (ImageSet Train, ImageSet Test)? Rows { get; init; }

    /// <summary>The publisher's label of each training image.</summary>
    public byte[] TrueLabels => labels.True;

    /// <summary>The label that each training image is trained with.</summary>
    public byte[] GivenLabels => labels.Given;

    /// <summary>Whether each training image is left out of the training; null where none is. Its given label is then its true
    /// one.</summary>
    public bool[]? IsLeftOut => labels.IsLeftOut;

    /// <summary>How many training images are left out.</summary>
    public int LeftOut => labels.LeftOut;

    /// <summary>For each training image whether its given label differs from its true one.</summary>
    public bool[] Corrupted { get; } = labels.Corrupted();

    /// <summary>The share of training images whose given label differs from the true one, of those that are not left out, 0 to
    /// 1.</summary>
    public double RealisedNoiseRate { get; } = labels.RealisedNoiseRate();

    /// <summary>SHA-256 of <see cref="GivenLabels"/>, and of which are left out where some are, lower-case hexadecimal.</summary>
    public string GivenLabelHash { get; private init; } = labels.GivenLabelHash();

    /// <summary>
    /// The training images, divided by 255 and with corrupted pixels: cropped to 28x28, or as stored when the run crops at random.
    /// </summary>
    public PixelSet Train { get; } = train;

    /// <summary>The test images, divided by 255 and cropped to 28x28.</summary>
    public PixelSet Test { get; } = test;

    /// <summary>The publisher's label of each test image; no corruption ever changes them.</summary>
    public byte[] TestLabels { get; } = testLabels;

    /// <summary>The same without what is left out, for a training that has no use for original indices; this where nothing
    /// is.</summary>
    public CorruptedSet WithoutLeftOut()
    {
        if (IsLeftOut is not { } isLeftOut)
            return this;
        int[] kept = [.. Enumerable.Range(0, isLeftOut.Length).Where(i => !isLeftOut[i])];
        var values = new float[kept.Length * Train.ImageLength];
        Train.Read(kept, values);
        return new(
            new(Array.ConvertAll(kept, i => TrueLabels[i]), Array.ConvertAll(kept, i => GivenLabels[i])),
            new(Train.Height, Train.Width, Train.Channels, values),
            Test,
            TestLabels
        )
        {
            GivenLabelHash = GivenLabelHash,
        };
    }
}
