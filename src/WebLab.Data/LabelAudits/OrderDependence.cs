using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Whether examples beside each other in the file have equal labels more often than a random order would give.</summary>
public static class OrderDependence
{
    private const int MostPermutations = 999;
    private const double Tail = 0.025;

    /// <summary>The share of examples whose label is that of the next one, against permuted labels.</summary>
    /// <param name="labels">The given labels, in the file's order.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="permutations">How many times they are permuted.</param>
    /// <param name="seed">Of the permutations.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancel">Looked at before each permutation.</param>
    public static PermutationResult Test(
        IReadOnlyList<int> labels,
        int classes,
        int permutations,
        ulong seed,
        int threads,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        int[] next = [.. Enumerable.Range(1, labels.Count - 1), -1];
        return new PermutationTest(labels, classes, permutations, seed, threads).Neighbours(next, cancel)[0];
    }

    /// <summary>The same as numbers of the fourth answer.</summary>
    /// <param name="labels">The given labels, in the file's order.</param>
    /// <param name="report">The report so far: its classes and options.</param>
    /// <param name="order">Which order it is, a few words.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancel">Looked at before each permutation.</param>
    public static IReadOnlyList<LabelAuditNumber> Numbers(
        IReadOnlyList<int> labels,
        LabelAuditReport report,
        string order,
        int threads,
        CancellationToken cancel
    )
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(report);
        var permutations = Math.Min(report.Options.Permutations, MostPermutations);
        var seed = Seeds.Derive(report.Options.Seed, LabelAuditSeeds.Order);
        var test = Test(labels, report.Classes.Count, permutations, seed, threads, cancel);
        double[] chance = [.. test.Null.Order()];
        return
        [
            new("order.share", "Labels equal to the next one's", $"labels permuted, {order}", test.Observed, LabelAuditScale.Fraction)
            {
                PValue = test.PValue,
                Count = labels.Count,
            },
            new(
                "order.by-chance",
                "Labels equal to the next one's, by chance",
                "mean of the permutations, and the middle 95 % of them",
                test.ByChance,
                LabelAuditScale.Fraction
            )
            {
                Low = chance[(int)(Tail * chance.Length)],
                High = chance[Math.Min((int)((1 - Tail) * chance.Length), chance.Length - 1)],
                Count = labels.Count,
            },
        ];
    }
}
