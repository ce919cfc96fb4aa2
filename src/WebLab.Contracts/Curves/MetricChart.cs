namespace WebLab.Contracts.Curves;

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

    /// <summary>The losses on the training set.</summary>
    public static MetricChart TrainLoss { get; } = new("loss", "Training loss", 10);

    /// <summary>Train and test accuracy.</summary>
    public static MetricChart Accuracy { get; } = new("accuracy", "Accuracy", 20);
}
