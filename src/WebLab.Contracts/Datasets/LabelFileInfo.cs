namespace WebLab.Contracts.Datasets;

/// <summary>A file of given labels that a spec can name.</summary>
public sealed record LabelFileInfo
{
    /// <summary>The name that goes into <see cref="Specs.CorruptionSpec.LabelFile"/>. An uploaded file's is made from its content, so that
    /// it never means other labels.</summary>
    public required string File { get; init; }

    /// <summary>Its name on the screen: an uploaded file's own.</summary>
    public required string Title { get; init; }

    /// <summary>What goes into <see cref="Specs.CorruptionSpec.LabelColumn"/>; null for a file of one column.</summary>
    public string? Column { get; init; }

    /// <summary>Why it cannot be used, one sentence; null for a file that can.</summary>
    public string? Problem { get; init; }

    /// <summary>What to ask before its labels are trained on, one sentence; null where nothing is odd.</summary>
    public string? Doubt { get; init; }

    /// <summary>How many of the first training images it labels.</summary>
    public required int Count { get; init; }

    /// <summary>How many of these it leaves out of the training.</summary>
    public int LeftOut { get; init; }

    /// <summary>The share of its labels that differ from the true ones, 0 to 1.</summary>
    public required double NoiseRate { get; init; }

    /// <summary>Whether somebody uploaded it; else it was found beside the data set's files.</summary>
    public required bool IsUploaded { get; init; }

    /// <summary>Who uploaded it, by name; empty for nobody that is known.</summary>
    public string Owner { get; init; } = "";
}
