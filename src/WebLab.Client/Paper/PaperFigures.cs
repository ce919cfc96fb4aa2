using WebLab.Client.Figures;
using WebLab.Client.Live;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;

namespace WebLab.Client.Paper;

/// <summary>An item's figures: the paper's own, and what was measured here, in one where their axes are the same.</summary>
internal static class PaperFigures
{
    /// <summary>None for a table.</summary>
    public static IReadOnlyList<Figure> Of(PaperItem item, PaperScale scale, IReadOnlyList<RunSummary> runs, LiveCurves curves) =>
        item.Chart switch
        {
            PaperChart.LossCurves or PaperChart.AccuracyCurves => Curves(item, scale, runs, curves),
            PaperChart.TimeToFitOverNoise or PaperChart.TestErrorOverNoise => [NoiseFigures.Of(item, scale, runs)],
            _ => [],
        };

    // At the small scale an epoch is not the paper's epoch: the two stand side by side, each on its own axis.
    private static IReadOnlyList<Figure> Curves(PaperItem item, PaperScale scale, IReadOnlyList<RunSummary> runs, LiveCurves curves)
    {
        var published = CurveFigures.Published(item);
        var measured = CurveFigures.Measured(item, scale, runs, curves);
        if (published.Count == 0)
            return [CurveFigures.Figure(item, "Measured here", measured, scale)];
        return scale == PaperScale.Full && item.Id != "early-stopping"
            ? [CurveFigures.Figure(item, "Measured here, beside the paper's", [.. published, .. measured], scale)]
            :
            [
                CurveFigures.Figure(
                    item,
                    CurveFigures.PublishedTitle(item),
                    [.. published.Select(line => line with { IsPublished = false })],
                    null
                ),
                CurveFigures.Figure(item, "Measured here", measured, scale),
            ];
    }
}
