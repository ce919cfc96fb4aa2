using WebLab.Contracts.Curves;

namespace WebLab.Client.Charts;

/// <summary>One metric of a chart.</summary>
/// <param name="Metric">What is drawn.</param>
/// <param name="Label">Its words in the key, the readings and the table.</param>
/// <param name="Style">How it is drawn.</param>
/// <param name="Share">The name of its colour in a chart of shares; null where the run gives the colour.</param>
public sealed record ChartLine(Metric Metric, string Label, LineStyle Style = LineStyle.Solid, string? Share = null);
