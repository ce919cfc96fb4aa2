namespace WebLab.Contracts.Runs;

/// <summary>The best that a measure reached, and when.</summary>
/// <param name="Value">The value, in the measure's own unit.</param>
/// <param name="Epoch">The first epoch that reached it, 1-based.</param>
public sealed record BestValue(double Value, int Epoch)
{
    /// <summary>The better of what was best and what an epoch found; an equal value leaves the earlier epoch.</summary>
    /// <param name="best">The best so far; null for none.</param>
    /// <param name="value">What the epoch found; null or NaN for nothing.</param>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="better">Which way is better.</param>
    public static BestValue? Of(BestValue? best, double? value, int epoch, Better better) =>
        value is not { } found || double.IsNaN(found) ? best
        : best is null || (better == Better.Lower ? found < best.Value : found > best.Value) ? new(found, epoch)
        : best;
}
