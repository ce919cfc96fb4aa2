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
    private const int Fewest = 99;

    // What a slow processor counts.
    private const double CellsASecond = 1e8;

    /// <summary>How many permutations fit into a time, told beforehand, so that the result is the same on any machine.</summary>
    /// <param name="seconds">The time.</param>
    /// <param name="cells">Cells that one permutation looks at.</param>
    /// <param name="wanted">How many are wanted; fewer than 99 are never made of more.</param>
    public static int Within(double seconds, long cells, int wanted) =>
        (int)Math.Min(wanted, Math.Max(Fewest, seconds * CellsASecond / Math.Max(cells, 1)));

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

    /// <summary>How far labels go with each text column of a table, by Cramer's V: 0 where they do not, 1 where the column tells
    /// all.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="cancel">Looked at before each permutation.</param>
    /// <returns>For each column; NaN for one of a single word.</returns>
    public IReadOnlyList<PermutationResult> Columns(IReadOnlyList<TextColumn> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var ofClasses = new int[classes];
        foreach (var label in labels)
            ofClasses[label]++;
        int[][] ofWords = [.. columns.Select(column => CountWords(column))];
        return Permuted(order => [.. columns.Select((column, i) => Association(order, column, ofWords[i]))], cancel);

        static int[] CountWords(TextColumn column)
        {
            var counts = new int[column.Words.Count];
            foreach (var word in column.Values)
                counts[word]++;
            return counts;
        }

        double Association(int[] order, TextColumn column, int[] counts)
        {
            var cells = new int[counts.Length * classes];
            for (var row = 0; row < order.Length; row++)
                cells[(column.Values[row] * classes) + order[row]]++;
            // Chi-squared over the examples.
            var sum = -1.0;
            for (var cell = 0; cell < cells.Length; cell++)
                sum +=
                    cells[cell] == 0 ? 0 : (double)cells[cell] * cells[cell] / ((double)counts[cell / classes] * ofClasses[cell % classes]);
            var freedom = Math.Min(counts.Count(count => count > 0), ofClasses.Count(count => count > 0)) - 1;
            return freedom == 0 ? double.NaN : Math.Sqrt(Math.Max(sum, 0) / freedom);
        }
    }

    private PermutationResult[] Shares(Action<int[], long[], long[]> count, CancellationToken cancel) =>
        Permuted(
            order =>
            {
                var (equal, pairs) = (new long[classes], new long[classes]);
                count(order, equal, pairs);
                var share = new double[classes + 1];
                share[0] = (double)equal.Sum() / pairs.Sum();
                for (var label = 0; label < classes; label++)
                    share[label + 1] = (double)equal[label] / pairs[label];
                return share;
            },
            cancel
        );

    private PermutationResult[] Permuted(Func<int[], double[]> statistics, CancellationToken cancel)
    {
        int[] given = [.. labels];
        var permuted = new double[permutations][];
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
                permuted[permutation] = statistics(order);
                return order;
            },
            _ => { }
        );
        var observed = statistics(given);
        return [.. observed.Select((value, i) => new PermutationResult(value, Array.ConvertAll(permuted, each => each[i])))];
    }
}
