using WebLab.Contracts.Curves;

namespace WebLab.Client.Charts;

/// <summary>One metric of a chart.</summary>
/// <param name="Metric">What is drawn.</param>
/// <param name="Label">Its words in the key, the readings and the table.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="Share">The name of its colour in a chart of shares; null where the run gives the colour.</param>
public sealed record ChartLine(Metric Metric, string Label, LineStyle Style = LineStyle.Solid, string? Share = null)
{
    /// <summary>Whether the error is drawn, 1 minus what is measured.</summary>
    public bool IsError { get; init; }

    /// <summary>A measured value as it is drawn.</summary>
    public float Shown(float measured) => IsError ? 1 - measured : measured;

    /// <summary>Measured values as they are drawn: themselves where nothing is to be done, since a hundred curves are copied at
    /// once.</summary>
    public IEnumerable<float> Shown(IEnumerable<float> measured) => IsError ? measured.Select(Shown) : measured;

    /// <summary>The least of each bucket as it is drawn: the error is least where the accuracy is greatest.</summary>
    public IEnumerable<float> Least(IEnumerable<float> min, IEnumerable<float> max) => Shown(IsError ? max : min);

    /// <summary>Likewise the greatest.</summary>
    public IEnumerable<float> Greatest(IEnumerable<float> min, IEnumerable<float> max) => Shown(IsError ? min : max);
}
