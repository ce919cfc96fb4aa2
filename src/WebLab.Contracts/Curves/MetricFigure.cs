namespace WebLab.Contracts.Curves;

/// <summary>A metric among the figures at the head of a run's page.</summary>
/// <param name="Place">Where it stands among them: the lesser first.</param>
public sealed record MetricFigure(int Place)
{
    /// <summary>The heading of its column in an experiment's table of runs, a word; null where it has none there.</summary>
    public string? Heading { get; init; }

    /// <summary>A few words beneath it; null for none.</summary>
    public string? Aside { get; init; }

    /// <summary>Whether it tells anything only of runs with corrupted labels.</summary>
    public bool NeedsCorruptedLabels { get; init; }

    /// <summary>What it is called of a kernel, with the words beneath it; null for the same as of a network.</summary>
    public (string Title, string Aside)? OfKernel { get; init; }
}
