namespace WebLab.Data.LabelAudits;

/// <summary>What a permutation test gave.</summary>
/// <param name="Observed">The statistic of the given labels.</param>
/// <param name="Null">That of each permutation.</param>
public sealed record PermutationResult(double Observed, IReadOnlyList<double> Null)
{
    /// <summary>Phipson and Smyth's exact p-value, (1 + how many are at least as large) / (permutations + 1): never 0.</summary>
    public double PValue => (1.0 + Null.Count(value => value >= Observed)) / (Null.Count + 1);

    /// <summary>The mean over the permutations: what chance gives.</summary>
    public double ByChance => Null.Average();
}

/// <summary>
/// Tests of whether labels depend on features: the labels are permuted, and nothing else changes. Exact where the labels do not depend on
/// the features, whatever the distribution of either.
/// </summary>
/// <param name="labels">A given label for each example.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="permutations">How many times the labels are permuted.</param>
/// <param name="seed">Of the permutations: the same give the same.</param>
/// <param name="threads">Threads to use.</param>
public sealed class PermutationTest(IReadOnlyList<int> labels, int classes, int permutations, ulong seed, int threads)
{
    /// <summary>The share of nearest neighbours with equal labels.</summary>
    /// <param name="neighbours">The same number for each example; -1 for one that does not count.</param>
    /// <param name="cancel">Looked at before each permutation.</param>
    /// <returns>For all examples, then for those of each class; a class without neighbours is NaN.</returns>
    public IReadOnlyList<PermutationResult> Neighbours(int[] neighbours, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        var each = neighbours.Length / Math.Max(labels.Count, 1);
        return Shares(
            (order, equal, pairs) =>
            {
                for (var i = 0; i < order.Length; i++)
                {
                    var label = order[i];
                    var (same, seen) = (0, 0);
                    foreach (var neighbour in neighbours.AsSpan(i * each, each))
                    {
                        if (neighbour < 0)
                            continue;
                        seen++;
                        same += order[neighbour] == label ? 1 : 0;
                    }
                    equal[label] += same;
                    pairs[label] += seen;
                }
            },
            cancel
        );
    }

    /// <summary>The share of examples whose label a model tells that has not seen them.</summary>
    /// <param name="predictions">The predicted class of each example.</param>
    /// <param name="cancel">Looked at before each permutation.</param>
    /// <returns>For all examples, then for those of each class.</returns>
    public IReadOnlyList<PermutationResult> Predictions(int[] predictions, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        return Shares(
            (order, equal, pairs) =>
            {
                for (var i = 0; i < order.Length; i++)
                {
                    equal[order[i]] += predictions[i] == order[i] ? 1 : 0;
                    pairs[order[i]]++;
                }
            },
            cancel
        );
    }

    private PermutationResult[] Shares(Action<int[], long[], long[]> count, CancellationToken cancel)
    {
        int[] given = [.. labels];
        var shares = new double[permutations][];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
        // A permutation has a stream of its own, so that the result is the same on any number of threads.
        Parallel.For(
            0,
            permutations,
            parallel,
            () => new int[given.Length],
            (permutation, _, order) =>
            {
                given.CopyTo(order, 0);
                RandomStream.ForItem(seed, permutation).Shuffle(order.AsSpan());
                shares[permutation] = Share(order);
                return order;
            },
            _ => { }
        );
        var observed = Share(given);
        return
        [
            .. Enumerable
                .Range(0, classes + 1)
                .Select(part => new PermutationResult(observed[part], Array.ConvertAll(shares, share => share[part]))),
        ];

        double[] Share(int[] order)
        {
            var (equal, pairs) = (new long[classes], new long[classes]);
            count(order, equal, pairs);
            var share = new double[classes + 1];
            share[0] = (double)equal.Sum() / pairs.Sum();
            for (var label = 0; label < classes; label++)
                share[label + 1] = (double)equal[label] / pairs[label];
            return share;
        }
    }
}
