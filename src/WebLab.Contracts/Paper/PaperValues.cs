namespace WebLab.Contracts.Paper;

/// <summary>What a lab has measured of the paper at full size: a file that one lab gives to others.</summary>
/// <param name="Version">The WebLab that wrote it, with its commit.</param>
/// <param name="Values">The values, in the paper's order.</param>
public sealed record PaperValues(string Version, IReadOnlyList<PaperValue> Values);

/// <summary>A value of the paper as measured over seeds.</summary>
public sealed record PaperValue
{
    /// <summary>The item's written name, for example <c>table1</c>.</summary>
    public required string Item { get; init; }

    /// <summary>The row's name.</summary>
    public required string Row { get; init; }

    /// <summary>What is measured.</summary>
    public required PaperMeasure Measure { get; init; }

    /// <summary>SHA-256 of the recipe but for its seed, hexadecimal: a value speaks for a row as long as the row's recipe is this
    /// one.</summary>
    public required string Recipe { get; init; }

    /// <summary>One value a seed that has one, rising in the seed; accuracies and errors 0 to 1, times in epochs.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Seeds that were trained to their end and have no such value: not fitted when their epochs were over, or
    /// diverged.</summary>
    public required int Without { get; init; }

    /// <summary>What they were trained on.</summary>
    public required string Device { get; init; }

    /// <summary>Hours of training, all seeds together, without pauses.</summary>
    public required double Hours { get; init; }

    /// <summary>The day on which the last seed ended, UTC.</summary>
    public required DateOnly MeasuredOn { get; init; }

    /// <summary>The WebLab that measured it, with its commit; null for the one that wrote the file.</summary>
    public string? Version { get; init; }
}
