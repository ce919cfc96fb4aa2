namespace WebLab.Data.LabelAudits;

/// <summary>
/// The confident joint of Northcutt, Jiang and Chuang (2021): how often an example that is labelled i is confidently of class j. An example
/// is confidently of j where its probability of j reaches the mean of those labelled j; where several
/// classes are reached, the most probable.
/// </summary>
public sealed class ConfidentJoint
{
    // The reference implementation lets a probability fall so far short of its threshold, and holds thresholds at twice that.
    private const double Slack = 1e-6;

    private ConfidentJoint(double[] thresholds, int[,] counts, bool[] offDiagonal, int[,] calibrated) =>
        (Thresholds, Counts, IsOffDiagonal, Calibrated) = (thresholds, counts, offDiagonal, calibrated);

    /// <summary>The mean probability of each class over the examples labelled so; 2 for a class that no example has.</summary>
    public double[] Thresholds { get; }

    /// <summary>Given label, confident label: counts, at least 1 on the diagonal.</summary>
    public int[,] Counts { get; }

    /// <summary>Whether an example is confidently of another class than its given one.</summary>
    public bool[] IsOffDiagonal { get; }

    /// <summary>The counts with each row scaled to as many examples as have that label, and rounded so that the sums stay.</summary>
    public int[,] Calibrated { get; }

    /// <summary>The share of the calibrated joint that is off its diagonal.</summary>
    public double NoiseRate
    {
        get
        {
            var (total, right) = (0L, 0L);
            for (var i = 0; i < Thresholds.Length; i++)
            {
                right += Calibrated[i, i];
                for (var j = 0; j < Thresholds.Length; j++)
                    total += Calibrated[i, j];
            }
            return 1 - ((double)right / total);
        }
    }

    /// <summary>Counts it.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    public static ConfidentJoint Of(ProbabilityTable probabilities, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(labels);
        var classes = probabilities.Classes;
        var labelCounts = new int[classes];
        var thresholds = new double[classes];
        for (var row = 0; row < probabilities.Rows; row++)
        {
            labelCounts[labels[row]]++;
            thresholds[labels[row]] += probabilities.At(row, labels[row]);
        }
        for (var label = 0; label < classes; label++)
            thresholds[label] = labelCounts[label] == 0 ? 2 : Math.Max(thresholds[label] / labelCounts[label], 2 * Slack);

        var counts = new int[classes, classes];
        var offDiagonal = new bool[probabilities.Rows];
        for (var row = 0; row < probabilities.Rows; row++)
        {
            var confident = Confident(probabilities, row, thresholds);
            if (confident < 0)
                continue;
            counts[labels[row], confident]++;
            offDiagonal[row] = confident != labels[row];
        }
        for (var label = 0; label < classes; label++)
            counts[label, label] = Math.Max(counts[label, label], 1);
        return new(thresholds, counts, offDiagonal, Calibrate(counts, labelCounts));
    }

    private static int Confident(ProbabilityTable probabilities, int row, double[] thresholds)
    {
        var values = probabilities.Row(row);
        var (reached, only) = (0, -1);
        for (var label = 0; label < values.Length; label++)
        {
            if (values[label] < thresholds[label] - Slack)
                continue;
            reached++;
            only = label;
        }
        return reached > 1 ? probabilities.Predicted(row) : only;
    }

    private static int[,] Calibrate(int[,] counts, int[] labelCounts)
    {
        var classes = labelCounts.Length;
        var scaled = new double[classes, classes];
        var sum = 0.0;
        for (var i = 0; i < classes; i++)
        {
            var row = 0.0;
            for (var j = 0; j < classes; j++)
                row += counts[i, j];
            for (var j = 0; j < classes; j++)
                sum += scaled[i, j] = counts[i, j] / row * labelCounts[i];
        }
        var calibrated = new int[classes, classes];
        for (var i = 0; i < classes; i++)
        {
            var rounded = RoundKeepingSum([.. Enumerable.Range(0, classes).Select(j => scaled[i, j] / sum * labelCounts.Sum())]);
            for (var j = 0; j < classes; j++)
                calibrated[i, j] = rounded[j];
        }
        return calibrated;
    }

    /// <summary>Rounds so that the rounded sum is kept: what is missing goes to those that were rounded down the farthest, what is too many
    /// comes off those that were rounded up the farthest.</summary>
    internal static int[] RoundKeepingSum(double[] values)
    {
        var rounded = Array.ConvertAll(values, Math.Round);
        var wanted = Math.Round(values.Sum());
        while (Math.Round(rounded.Sum()) is var sum && sum != wanted)
        {
            int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i] - rounded[i])];
            if (wanted > sum)
                Array.Reverse(order);
            foreach (var i in order.Take((int)Math.Abs(wanted - sum)))
                rounded[i] += Math.Sign(wanted - sum);
        }
        return Array.ConvertAll(rounded, value => (int)value);
    }
}
