namespace WebLab.Science.Runs;

/// <summary>
/// Kendall's rank correlation tau-b: how far two numbers put the same things in the same order. Where no two values are equal its p is
/// exact; with equal ones it is the normal approximation, and left out for few things.
/// </summary>
/// <param name="Count">Things that have both numbers.</param>
/// <param name="Tau">From -1, the opposite order, to 1, the same order.</param>
/// <param name="PValue">How often an order drawn at random agrees or disagrees as much, two-sided; null where it is not known.</param>
/// <param name="IsExact">Whether that was counted over all orders.</param>
public sealed record KendallTau(int Count, double Tau, double? PValue, bool IsExact)
{
    /// <summary>With fewer, every order is a likely one.</summary>
    public const int Least = 3;

    // Kendall's table and the approximation agree to about .01 from here on.
    private const int LeastOfApproximation = 10;

    /// <summary>The correlation of pairs; null for fewer than <see cref="Least"/> finite ones, or where all of one number are
    /// equal.</summary>
    /// <param name="pairs">Two numbers of each thing.</param>
    public static KendallTau? Of(IEnumerable<(double X, double Y)> pairs)
    {
        var known = pairs.Where(pair => double.IsFinite(pair.X) && double.IsFinite(pair.Y)).ToList();
        var n = known.Count;
        var (x, y) = (Ties(known.Select(pair => pair.X)), Ties(known.Select(pair => pair.Y)));
        if (n < Least || x.Contains(n) || y.Contains(n))
            return null;
        var score = 0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                score += Math.Sign(known[i].X - known[j].X) * Math.Sign(known[i].Y - known[j].Y);
        }
        var all = n * (n - 1) / 2.0;
        var tau = score / Math.Sqrt((all - x.Sum(Pairs)) * (all - y.Sum(Pairs)));
        var isExact = x.Length == n && y.Length == n;
        double? p =
            isExact ? Exact(n, score)
            : n >= LeastOfApproximation ? Approximate(n, score, x, y)
            : null;
        return new(n, tau, p, isExact);
    }

    /// <summary>Counts the orders of n things by their discordant pairs: each thing joins those before it in every place alike.</summary>
    private static double Exact(int n, int score)
    {
        double[] shares = [1];
        for (var k = 2; k <= n; k++)
        {
            var next = new double[shares.Length + k - 1];
            for (var i = 0; i < shares.Length; i++)
            {
                for (var j = 0; j < k; j++)
                    next[i + j] += shares[i] / k;
            }
            shares = next;
        }
        var discordant = ((n * (n - 1) / 2) - Math.Abs(score)) / 2;
        return Math.Min(1, 2 * shares.Take(discordant + 1).Sum());
    }

    // Kendall 1970, the variance of the score with ties.
    private static double Approximate(int n, int score, int[] x, int[] y)
    {
        double Whole(int t) => t * (t - 1.0) * ((2 * t) + 5);
        double Triples(int t) => t * (t - 1.0) * (t - 2);
        var variance =
            ((Whole(n) - x.Sum(Whole) - y.Sum(Whole)) / 18)
            + (2 * x.Sum(Pairs) * y.Sum(Pairs) / (n * (n - 1.0)))
            + (x.Sum(Triples) * y.Sum(Triples) / (9 * Triples(n)));
        return TwoSided(Math.Abs(score) / Math.Sqrt(variance));
    }

    // Abramowitz and Stegun 26.2.17, within 1.5e-7.
    private static double TwoSided(double z)
    {
        var t = 1 / (1 + (0.2316419 * z));
        var series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return 2 * series * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static int[] Ties(IEnumerable<double> values) => [.. values.GroupBy(value => value).Select(same => same.Count())];

    private static double Pairs(int t) => t * (t - 1) / 2.0;
}
