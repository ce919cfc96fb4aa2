namespace WebLab.Data.LabelAudits;

/// <summary>Examples parted into folds in which each class has nearly the same share: no class differs by more than one example from fold
/// to fold, nor does the number of all.</summary>
public static class StratifiedFolds
{
    /// <summary>Draws them.</summary>
    /// <param name="labels">A label for each example.</param>
    /// <param name="folds">How many folds, at most as many as there are examples.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <returns>The fold of each example, 0 to <paramref name="folds"/> - 1.</returns>
    public static int[] Of(IReadOnlyList<int> labels, int folds, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var fold = new int[labels.Count];
        var next = 0;
        // Sorted by class and dealt on from one class to the next, so that no fold gets what is over of every class.
        foreach (var index in new RandomStream(seed).Permutation(labels.Count).OrderBy(index => labels[index]))
            fold[index] = next++ % folds;
        return fold;
    }
}
