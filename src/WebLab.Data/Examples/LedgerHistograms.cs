using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>Counts how a ledger's values lie, clean and corrupted examples apart.</summary>
public static class LedgerHistograms
{
    private const int Bins = 60;

    /// <summary>A column's histogram.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="column">One of its columns.</param>
    /// <param name="epoch">The epoch; null for a summary.</param>
    /// <returns>Null for an epoch that was not recorded.</returns>
    public static LedgerHistogram? Of(ExampleLedger ledger, LedgerColumn column, int? epoch)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(column);
        if ((epoch is { } named ? ledger.Values(column.Name, named) : ledger.Values(column.Name)) is not { } values)
            return null;
        var edges = Edges(column, ledger.RangeOf(column));
        var (clean, corrupted) = (new int[edges.Length - 1], new int[edges.Length - 1]);
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]) || ledger.HeldOut[i])
                continue;
            var share = (values[i] - edges[0]) / (edges[^1] - edges[0]);
            var bin = (int)Math.Clamp(Math.Floor(share * clean.Length), 0, clean.Length - 1);
            (ledger.GivenLabels[i] == ledger.TrueLabels[i] ? clean : corrupted)[bin]++;
        }
        return new(column.Name, epoch, edges, clean, corrupted);
    }

    /// <summary>Whole numbers get a bin each where there are few of them; a range that is a point gets one around it.</summary>
    private static float[] Edges(LedgerColumn column, (float Low, float High) range)
    {
        var isWhole = column is { IsClass: true } or { Unit: "epoch" or "times" };
        if (isWhole && range.High - range.Low < 2 * Bins)
            return [.. Enumerable.Range(0, (int)(range.High - range.Low) + 2).Select(bin => range.Low + bin - 0.5f)];
        var (low, high) = range.High > range.Low ? range : (range.Low - 0.5f, range.High + 0.5f);
        return [.. Enumerable.Range(0, Bins + 1).Select(bin => low + ((high - low) * bin / Bins))];
    }
}
