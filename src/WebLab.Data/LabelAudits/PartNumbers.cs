using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>What is told of each class or group alone, corrected for how many are looked at.</summary>
public static class PartNumbers
{
    /// <summary>A permutation test of each part: its share, its p-value, and that corrected for the number of parts.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="title">Its name on the screen.</param>
    /// <param name="method">How it was made.</param>
    /// <param name="parts">The parts' names and examples; no number of examples where it is not told.</param>
    /// <param name="results">A test of each part; NaN where there was nothing to test.</param>
    /// <param name="scale">How what was tested is shown.</param>
    public static IEnumerable<LabelAuditNumber> Tests(
        string name,
        string title,
        string method,
        IReadOnlyList<(string Name, int? Count)> parts,
        IReadOnlyList<PermutationResult> results,
        LabelAuditScale scale = LabelAuditScale.Fraction
    )
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(results);
        double[] values = [.. results.Select(result => double.IsNaN(result.Observed) ? double.NaN : result.PValue)];
        var corrected = HolmCorrection.Of(values);
        for (var part = 0; part < parts.Count; part++)
        {
            // A part without an example, or whose examples have no neighbours, has no share.
            if (double.IsNaN(values[part]))
                continue;
            yield return new(name, title, method, results[part].Observed, scale)
            {
                PValue = values[part],
                CorrectedPValue = corrected[part],
                Part = parts[part].Name,
                Count = parts[part].Count,
            };
        }
    }

    /// <summary>The share of each class's given labels that are wrong.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="joint">Their confident joint.</param>
    /// <param name="classes">The class names.</param>
    public static IEnumerable<LabelAuditNumber> ClassRates(
        ProbabilityTable probabilities,
        IReadOnlyList<int> labels,
        ConfidentJoint joint,
        IReadOnlyList<string> classes
    )
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(joint);
        ArgumentNullException.ThrowIfNull(classes);
        var (counts, otherwise) = (new int[classes.Count], new int[classes.Count]);
        for (var row = 0; row < labels.Count; row++)
        {
            counts[labels[row]]++;
            otherwise[labels[row]] += probabilities.Predicted(row) == labels[row] ? 0 : 1;
        }
        var present = counts.Count(count => count > 0);
        for (var label = 0; label < classes.Count; label++)
        {
            if (counts[label] == 0)
                continue;
            var all = Enumerable.Range(0, classes.Count).Sum(other => joint.Calibrated[label, other]);
            var byJoint = all == 0 ? 0 : 1 - ((double)joint.Calibrated[label, label] / all);
            var rate = NoiseRate.Between(byJoint, (double)otherwise[label] / counts[label], counts[label], present);
            yield return Rate("noise-rate.class", "Wrong among those labelled so", rate, classes[label], counts[label], present);
        }
    }

    /// <summary>The share of wrong labels in each group.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="groups">The groups.</param>
    public static IEnumerable<LabelAuditNumber> GroupRates(ProbabilityTable probabilities, IReadOnlyList<int> labels, ExampleGroups groups)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(groups);
        for (var group = 0; group < groups.Names.Count; group++)
            yield return Rate("group", probabilities, labels, groups.Rows[group], groups.Names[group], groups.Names.Count);
    }

    /// <summary>The share of wrong labels in each split.</summary>
    /// <param name="probabilities">Out-of-sample probabilities, those of the training examples first.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="train">How many are training examples.</param>
    public static IEnumerable<LabelAuditNumber> SplitRates(ProbabilityTable probabilities, IReadOnlyList<int> labels, int train)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        yield return Rate("split", probabilities, labels, [.. Enumerable.Range(0, train)], "train", 2);
        yield return Rate("split", probabilities, labels, [.. Enumerable.Range(train, labels.Count - train)], "test", 2);
    }

    private static LabelAuditNumber Rate(
        string kind,
        ProbabilityTable probabilities,
        IReadOnlyList<int> labels,
        IReadOnlyList<int> rows,
        string part,
        int parts
    )
    {
        var own = probabilities.Pick(rows);
        int[] given = [.. rows.Select(row => labels[row])];
        var rate = NoiseRate.Of(own, given, ConfidentJoint.Of(own, given), parts);
        return Rate($"noise-rate.{kind}", $"Wrong labels in the {kind}", rate, part, rows.Count, parts);
    }

    private static LabelAuditNumber Rate(string name, string title, NoiseRate rate, string part, int count, int parts) =>
        new(name, title, $"as for all examples; the intervals of {parts} hold together (Bonferroni)", rate.Value, LabelAuditScale.Fraction)
        {
            Low = rate.Low,
            High = rate.High,
            Part = part,
            Count = count,
        };
}
