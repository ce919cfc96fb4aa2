using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebLab.Contracts.Theory;

namespace WebLab.Client.Theory;

/// <summary>Draws the network of theorem 1 along its line: labels and answer above, the units that make it up below.</summary>
public sealed partial class ConstructionDrawing : ComponentBase
{
    private const double Left = 12,
        Right = 97,
        PlotTop = 34,
        PlotBottom = 224,
        LineY = 250,
        UnitsTop = 292,
        RowHeight = 25;

    [Parameter, EditorRequired]
    public Theorem1Construction Construction { get; set; } = null!;

    /// <summary>How many of the units, from the left, are summed.</summary>
    [Parameter]
    public int Units { get; set; }

    private int Count => Construction.Projections.Count;

    private double Height => UnitsTop + RowHeight * Count + 10;

    private string Words =>
        $"{Count} points on a line, the thresholds of {Count} rectified units between them, and the sum of the first {Units}, which "
        + $"meets the labels of the first {Units} points.";

    private static double Y(double label) => PlotBottom - label / 9 * (PlotBottom - PlotTop);

    private double X(double place)
    {
        var (from, to) = (Construction.Thresholds[0], Construction.Projections[^1]);
        return Left + 2 + (place - from) / (to - from) * (Right - Left - 2);
    }

    private static double Foot(int unit) => UnitsTop + RowHeight * (unit + 1) - 5;

    /// <summary>The straight pieces of the sum: it bends at each summed unit's threshold only.</summary>
    private IEnumerable<(double FromX, double FromY, double ToX, double ToY)> Pieces()
    {
        var width = Construction.Projections[^1] - Construction.Thresholds[0];
        double[] bends =
        [
            Construction.Thresholds[0] - width * 0.05,
            .. Construction.Thresholds.Take(Units),
            Construction.Projections[^1] + width * 0.02,
        ];
        return bends.Zip(bends.Skip(1), (from, to) => (from, Sum(from), to, Sum(to)));
    }

    private double Sum(double place) =>
        Enumerable.Range(0, Units).Sum(j => Construction.OutputWeights[j] * Math.Max(place - Construction.Thresholds[j], 0));

    private static string Weight(double weight) =>
        Math.Abs(weight) < 99_999.5
            ? weight.ToString("+#,0;−#,0", CultureInfo.InvariantCulture)
            : weight.ToString("+0.#e0;−0.#e0", CultureInfo.InvariantCulture);

    private static string Pc(double share) => string.Create(CultureInfo.InvariantCulture, $"{share:0.###}%");

    private static string Px(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);
}
