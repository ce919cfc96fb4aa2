namespace WebLab.Contracts.Paper;

/// <summary>An item of the paper as the server tells of it.</summary>
public sealed record PaperItemInfo
{
    /// <summary>The written name, for example <c>fig1a</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in two sentences.</summary>
    public required string Shows { get; init; }

    /// <summary>What the small scale leaves out.</summary>
    public required string SmallScale { get; init; }

    /// <summary>How it is drawn.</summary>
    public required PaperChart Chart { get; init; }

    /// <summary>Its rows with recipes and published values.</summary>
    public required IReadOnlyList<PaperRow> Rows { get; init; }

    /// <summary>Its claims, a sentence each.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>The paper's curves, pairs of step and value by name; empty where none are published as numbers.</summary>
    public required IReadOnlyDictionary<string, double[][]> Published { get; init; }

    /// <summary>One a scale.</summary>
    public required IReadOnlyList<PaperPlan> Plans { get; init; }
}
