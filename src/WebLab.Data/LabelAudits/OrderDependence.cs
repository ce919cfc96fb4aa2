namespace WebLab.Data.LabelAudits;

/// <summary>Whether examples beside each other in the file have equal labels more often than a random order would give.</summary>
public static class OrderDependence
{
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
}
