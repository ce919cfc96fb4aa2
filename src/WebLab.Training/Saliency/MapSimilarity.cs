namespace WebLab.Training.Saliency;

/// <summary>How alike two maps of one image are.</summary>
internal static class MapSimilarity
{
    /// <summary>Spearman's rank correlation, equal values with the mean of their ranks; NaN where a map is the same everywhere.</summary>
    /// <param name="first">Values.</param>
    /// <param name="second">As many.</param>
    public static double Spearman(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"Maps of {first.Length} and {second.Length} values cannot be compared.");
        var (a, b) = (Ranks(first), Ranks(second));
        var mean = (first.Length - 1) / 2.0;
        double products = 0,
            squaresA = 0,
            squaresB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (da, db) = (a[i] - mean, b[i] - mean);
            products += da * db;
            squaresA += da * da;
            squaresB += db * db;
        }
        return squaresA == 0 || squaresB == 0 ? double.NaN : products / Math.Sqrt(squaresA * squaresB);
    }

    private static double[] Ranks(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && sorted[end].Equals(sorted[start]))
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + end - 1) / 2.0;
            start = end;
        }
        return ranks;
    }
}
