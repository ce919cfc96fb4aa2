using WebLab.Contracts;

namespace WebLab.Data.LabelAudits;

/// <summary>Tells a column that numbers the rows of a person's file, whatever order an import has put them into.</summary>
internal static class RowNumbers
{
    // Fewer values are in order by chance, or each whole number once.
    private const int Fewest = 10;

    /// <summary>What it does, words behind its name; null where it does not number the rows.</summary>
    /// <param name="train">The column's values in the training examples.</param>
    /// <param name="test">And in the test examples; none where these are of another file.</param>
    /// <param name="order">The rows' order in the file; null for that of the examples.</param>
    public static string? Of(float[] train, float[] test, FileOrder? order)
    {
        if (train.Length + test.Length < Fewest)
            return null;
        float[] all = [.. train, .. test];
        if (order is not null)
            Array.Sort([.. order.Train, .. order.Test], all);
        else
            all = [.. train];
        if (Steps(all).All(step => step == 1))
            return "numbers the rows.";
        if (all.Length >= Fewest && Steps(all).All(step => step > 0))
            return "rises from each row to the next: it numbers the rows, or they are sorted by it.";
        if (all.Length >= Fewest && Steps(all).All(step => step < 0))
            return "falls from each row to the next: it numbers the rows, or they are sorted by it.";
        float[] sorted = [.. train, .. test];
        Array.Sort(sorted);
        return sorted[0] == MathF.Floor(sorted[0]) && Steps(sorted).All(step => step == 1)
            ? Sentence.Of($"has each whole number from {sorted[0]:0} to {sorted[^1]:0} once: it numbers the rows.")
            : null;
    }

    private static IEnumerable<float> Steps(float[] values) => values.Zip(values.Skip(1), (one, next) => next - one);
}
