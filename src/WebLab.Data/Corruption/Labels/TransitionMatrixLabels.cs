namespace WebLab.Data.Corruption.Labels;

/// <summary>Labels drawn from a row-stochastic matrix: entry [i][j] is the probability that true label i is given as j.</summary>
internal static class TransitionMatrixLabels
{
    public static byte[] Draw(byte[] trueLabels, double[][] matrix, RandomStream random) =>
        Array.ConvertAll(trueLabels, label => Draw(matrix[label], random.NextDouble()));

    /// <summary>The class whose share of [0, 1) holds <paramref name="at"/>.</summary>
    public static byte Draw(ReadOnlySpan<double> probabilities, double at)
    {
        var last = 0;
        for (var j = 0; j < probabilities.Length; j++)
        {
            if (probabilities[j] <= 0)
                continue;
            last = j;
            if (at < probabilities[j])
                return (byte)j;
            at -= probabilities[j];
        }
        // Rounding may leave a sum just under 1: the rest belongs to the last class that can be drawn.
        return (byte)last;
    }
}
