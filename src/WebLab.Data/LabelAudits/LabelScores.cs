namespace WebLab.Data.LabelAudits;

/// <summary>How far each example's given label can be trusted, 0 to 1.</summary>
public static class LabelScores
{
    /// <summary>The probability of the given label.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    public static double[] SelfConfidence(ProbabilityTable probabilities, IReadOnlyList<int> labels) =>
        [.. Enumerable.Range(0, probabilities.Rows).Select(row => probabilities.At(row, labels[row]))];

    /// <summary>The probability of the given label less the largest other, moved to 0 to 1.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    public static double[] NormalisedMargin(ProbabilityTable probabilities, IReadOnlyList<int> labels)
    {
        var scores = new double[probabilities.Rows];
        for (var row = 0; row < scores.Length; row++)
        {
            var other = double.NegativeInfinity;
            for (var label = 0; label < probabilities.Classes; label++)
            {
                if (label != labels[row])
                    other = Math.Max(other, probabilities.At(row, label));
            }
            scores[row] = (probabilities.At(row, labels[row]) - other + 1) / 2;
        }
        return scores;
    }
}

/// <summary>How well scores rank wrong labels before right ones.</summary>
/// <param name="Auroc">The chance that a wrong label has a lower score than a right one, ties counted half.</param>
/// <param name="AveragePrecision">The precision at each score, weighted by the recall that it adds.</param>
public sealed record RankingQuality(double Auroc, double AveragePrecision)
{
    /// <summary>Measures a ranking; NaN where all labels are right, or all wrong.</summary>
    /// <param name="scores">The lower the more doubtful.</param>
    /// <param name="isWrong">What is true of each.</param>
    public static RankingQuality Of(IReadOnlyList<double> scores, IReadOnlyList<bool> isWrong)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderBy(i => scores[i])];
        double wrong = isWrong.Count(each => each),
            right = scores.Count - wrong;
        var (seenWrong, seen, pairs, precision) = (0.0, 0.0, 0.0, 0.0);
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            var tiedWrong = 0.0;
            while (last < order.Length && scores[order[last]] == scores[order[first]])
                tiedWrong += isWrong[order[last++]] ? 1 : 0;
            var tiedRight = last - first - tiedWrong;
            pairs += tiedRight * (seenWrong + (tiedWrong / 2));
            (seenWrong, seen, first) = (seenWrong + tiedWrong, last, last);
            precision += tiedWrong / wrong * (seenWrong / seen);
        }
        return new(pairs / (wrong * right), wrong == 0 ? double.NaN : precision);
    }
}
