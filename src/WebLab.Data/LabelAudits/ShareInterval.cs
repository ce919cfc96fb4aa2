namespace WebLab.Data.LabelAudits;

/// <summary>The 95 % interval of a share (Wilson 1927).</summary>
public static class ShareInterval
{
    private const double Normal = 1.959964;

    /// <summary>Its ends, 0 to 1.</summary>
    /// <param name="count">How many of them.</param>
    /// <param name="of">Of how many, at least 1.</param>
    public static (double Low, double High) Of(int count, int of) => Of((double)count / of, of, Normal);

    /// <summary>The ends for another probability.</summary>
    /// <param name="share">The share.</param>
    /// <param name="of">Of how many, at least 1.</param>
    /// <param name="normal">The quantile that a standard normal variable exceeds with half of what may lie outside.</param>
    internal static (double Low, double High) Of(double share, int of, double normal)
    {
        var square = normal * normal / of;
        var middle = (share + (square / 2)) / (1 + square);
        var half = normal / (1 + square) * Math.Sqrt((share * (1 - share) / of) + (square / (4 * of)));
        return (Math.Max(middle - half, 0), Math.Min(middle + half, 1));
    }
}
