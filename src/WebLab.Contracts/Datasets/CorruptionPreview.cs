namespace WebLab.Contracts.Datasets;

/// <summary>What a spec's corruption does, seen before training. The labels are the very ones that the run will train on.</summary>
public sealed record CorruptionPreview
{
    /// <summary>The nominal noise rate.</summary>
    public required double NoiseRate { get; init; }

    /// <summary>The share of training labels that differ from the true label, 0 to 1.</summary>
    public required double RealisedNoiseRate { get; init; }

    /// <summary>Training images that the label file leaves out of the training.</summary>
    public int LeftOut { get; init; }

    /// <summary>SHA-256 of the given labels.</summary>
    public required string GivenLabelHash { get; init; }

    /// <summary>Realised counts: entry [i][j] is how many training images of true label i were given label j.</summary>
    public required int[][] ConfusionCounts { get; init; }

    /// <summary>What to ask before these labels are trained on, one sentence; null where nothing is odd.</summary>
    public string? Doubt { get; init; }

    /// <summary>What the corruption does with this data set in particular, one sentence; null where its own sentence says all.</summary>
    public string? Note { get; init; }

    /// <summary>True labels of the images of the sheet.</summary>
    public required int[] TrueLabels { get; init; }

    /// <summary>Given labels of the images of the sheet.</summary>
    public required int[] GivenLabels { get; init; }

    /// <summary>The images as trained on (corrupted, before whitening), side by side in rows of <see cref="Columns"/>: a PNG; nothing for
    /// features.</summary>
    public required byte[] Sheet { get; init; }

    /// <summary>Images a row of the sheet.</summary>
    public required int Columns { get; init; }

    /// <summary>The side of one image of the sheet in pixels.</summary>
    public required int ImageSize { get; init; }
}
