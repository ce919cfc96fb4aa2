using WebLab.Client.Figures;
using WebLab.Contracts.Examples;

namespace WebLab.Client.Examples;

/// <summary>What was recorded of an example, as curves over the epochs.</summary>
internal static class LedgerFigures
{
    public static Figure Story(LedgerColumn column, LedgerStory story)
    {
        double[] epochs = [.. story.Evaluations.Select(evaluation => (double)evaluation.Epoch)];
        double[] values =
        [
            .. story.Values[column.Name].Select(value => value is { } number && float.IsFinite(number) ? number : double.NaN),
        ];
        var known = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        // A margin's sign says who is right, a probability lies between 0 and 1: both need their zero.
        var isProbability = column.Name == "confidence-now";
        return new(
            column.Titled(),
            FigureAxis.Over("Epoch", 0, Math.Max(1, epochs.LastOrDefault())),
            FigureAxis.Over("", Math.Min(0, known.Min()), isProbability ? 1 : Math.Max(known.Max(), known.Min() < 0 ? 0 : 1e-3)),
            [new(column.Title, 0, epochs, values) { HasMarks = false }]
        );
    }
}
