namespace WebLab.Contracts.Curves;

/// <summary>A metric's area in a chart of shares that add up to one.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Title">The words of its area.</param>
/// <param name="Colour">The name of its colour: <c>given</c>, <c>true</c> or <c>other</c>.</param>
public sealed record MetricShare(MetricChart Chart, string Title, string Colour);

/// <summary>A chart that metrics share. A metric that needs one of its own makes it in its own file.</summary>
/// <param name="Id">Its name in addresses; it never changes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Place">Where it stands among the charts: the lesser first.</param>
public sealed record MetricChart(string Id, string Title, int Place)
{
    /// <summary>Whether it is drawn only when a person chooses it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it tells anything only of runs with corrupted labels.</summary>
    public bool NeedsCorruptedLabels { get; init; }

    /// <summary>What corrupted training examples are predicted as, stacked.</summary>
    public static MetricChart Corrupted { get; } = new("corrupted", "Corrupted examples are predicted as", 10);

    /// <summary>What clean training examples are predicted as, stacked.</summary>
    public static MetricChart Uncorrupted { get; } = new("uncorrupted", "Clean examples are predicted as", 20);

    /// <summary>The losses on the training set.</summary>
    public static MetricChart TrainLoss { get; } = new("loss", "Training loss", 10);

    /// <summary>Train and test accuracy.</summary>
    public static MetricChart Accuracy { get; } = new("accuracy", "Accuracy", 20);
}
