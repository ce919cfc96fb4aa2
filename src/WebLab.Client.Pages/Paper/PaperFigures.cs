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

    // On one axis of epochs, so that the order can be seen; the page says that an epoch of the small scale has fewer images. The paper's
    // figure 2a is of another data set and counts steps: it stands beside.
    private static IReadOnlyList<Figure> Curves(PaperItem item, PaperScale scale, IReadOnlyList<RunSummary> runs, LiveCurves curves)
    {
        var published = CurveFigures.Published(item);
        var measured = CurveFigures.Measured(item, scale, runs, curves);
        if (published.Count == 0)
            return [CurveFigures.Figure(item, "Measured here", measured, scale)];
        if (CurveFigures.IsImageNet(item))
            return
            [
                CurveFigures.Figure(
                    item,
                    CurveFigures.PublishedTitle,
                    [.. published.Select(line => line with { IsPublished = false })],
                    null
                ),
                CurveFigures.Figure(item, "Measured here", measured, scale),
            ];
        var title =
            measured.Count == 0 ? "The paper's, all 50,000 images"
            : scale == PaperScale.Full ? "Measured here, over the paper's"
            : "Measured here at the small scale, over the paper's of 50,000 images";
        return [CurveFigures.Figure(item, title, [.. published, .. measured], scale)];
    }
}
