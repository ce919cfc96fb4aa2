using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Applies the rules. None takes a label for wrong that is the most probable.</summary>
public static class LabelFilters
{
    /// <summary>Whether each example's label is taken for wrong.</summary>
    /// <param name="filter">The rule.</param>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="joint">Their confident joint.</param>
    public static bool[] Apply(LabelFilter filter, ProbabilityTable probabilities, IReadOnlyList<int> labels, ConfidentJoint joint)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(joint);
        var flagged = filter switch
        {
            LabelFilter.PruneByNoiseRate => ByNoiseRate(probabilities, labels, joint),
            LabelFilter.PruneByClass => ByClass(probabilities, labels, joint),
            LabelFilter.Both => Both(ByNoiseRate(probabilities, labels, joint), ByClass(probabilities, labels, joint)),
            LabelFilter.ConfidentLearning => [.. joint.IsOffDiagonal],
            LabelFilter.PredictedNeqGiven => [.. Enumerable.Repeat(true, probabilities.Rows)],
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "There is no such filter."),
        };
        for (var row = 0; row < flagged.Length; row++)
            flagged[row] &= probabilities.Predicted(row) != labels[row];
        return flagged;
    }

    private static bool[] Both(bool[] first, bool[] second) => [.. first.Zip(second, (one, other) => one && other)];

    private static bool[] ByClass(ProbabilityTable probabilities, IReadOnlyList<int> labels, ConfidentJoint joint)
    {
        var flagged = new bool[probabilities.Rows];
        foreach (var (label, rows) in RowsOfClasses(probabilities, labels))
        {
            var kept = PruneCounts(joint)[label, label];
            foreach (var row in rows.OrderBy(row => probabilities.At(row, label)).Take(rows.Count - kept))
                flagged[row] = true;
        }
        return flagged;
    }

    private static bool[] ByNoiseRate(ProbabilityTable probabilities, IReadOnlyList<int> labels, ConfidentJoint joint)
    {
        var counts = PruneCounts(joint);
        var flagged = new bool[probabilities.Rows];
        foreach (var (label, rows) in RowsOfClasses(probabilities, labels))
        {
            for (var other = 0; other < probabilities.Classes; other++)
            {
                if (other == label || counts[other, label] == 0)
                    continue;
                var byMargin = rows.OrderBy(row => probabilities.At(row, label) - probabilities.At(row, other));
                foreach (var row in byMargin.Take(counts[other, label]))
                    flagged[row] = true;
            }
        }
        return flagged;
    }

    // A class with one example is left alone.
    private static IEnumerable<(int Label, List<int> Rows)> RowsOfClasses(ProbabilityTable probabilities, IReadOnlyList<int> labels)
    {
        var rows = Enumerable.Range(0, probabilities.Classes).Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < probabilities.Rows; row++)
            rows[labels[row]].Add(row);
        return rows.Select((each, label) => (label, each)).Where(each => each.each.Count > 1);
    }

    /// <summary>Confident class, given class: how many to take, at least one left in each given class.</summary>
    private static int[,] PruneCounts(ConfidentJoint joint)
    {
        var classes = joint.Thresholds.Length;
        var counts = new int[classes, classes];
        for (var given = 0; given < classes; given++)
        {
            var added = Math.Max(joint.Calibrated[given, given], 1) - joint.Calibrated[given, given];
            var others = Enumerable.Range(0, classes).Count(other => joint.Calibrated[given, other] != 0);
            for (var other = 0; other < classes; other++)
            {
                counts[other, given] =
                    other == given
                        ? joint.Calibrated[given, given] + added
                        : (int)Math.Max(joint.Calibrated[given, other] - (added / Math.Max(others - 1.0, 1.0)), 0);
            }
        }
        return counts;
    }
}
