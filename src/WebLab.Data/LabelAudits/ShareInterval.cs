namespace WebLab.Data.LabelAudits;

/// <summary>The 95 % interval of a share (Wilson 1927).</summary>
public static class ShareInterval
{
    private const double Normal = 1.959964;

    /// <summary>Its ends, 0 to 1.</summary>
    /// <param name="count">How many of them.</param>
    /// <param name="of">Of how many, at least 1.</param>
    public static (double Low, double High) Of(int count, int of)
    {
        var (share, square) = ((double)count / of, Normal * Normal / of);
        var middle = (share + (square / 2)) / (1 + square);
        var half = Normal / (1 + square) * Math.Sqrt((share * (1 - share) / of) + (square / (4 * of)));
        return (Math.Max(middle - half, 0), Math.Min(middle + half, 1));
    }
}
