namespace WebLab.Data.LabelAudits;

/// <summary>Holm's correction (1979) of p-values that are looked at together: any of them at most 5 % by chance in 5 % of cases.</summary>
public static class HolmCorrection
{
    /// <summary>Each p-value times how many are not less than it, never below that of a lesser one, and 1 at most.</summary>
    /// <param name="values">The p-values; NaN for a test that was not made.</param>
    public static double[] Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] order = [.. Enumerable.Range(0, values.Count).Where(i => !double.IsNaN(values[i])).OrderBy(i => values[i])];
        double[] corrected = [.. values];
        var before = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
            corrected[order[rank]] = before = Math.Max(before, Math.Min(1, values[order[rank]] * (order.Length - rank)));
        return corrected;
    }
}
