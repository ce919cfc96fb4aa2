namespace WebLab.Data.Examples;

/// <summary>How a network's outputs for one example stand to its given label.</summary>
/// <param name="Loss">Cross-entropy: minus the logarithm of the given label's probability.</param>
/// <param name="Margin">The given label's output less the largest other; NaN where there is no other.</param>
/// <param name="El2n">The l2 norm of the probabilities less the one-hot given label.</param>
public readonly record struct LogitScore(double Loss, double Margin, double El2n)
{
    /// <summary>Of one example.</summary>
    /// <param name="logits">The network's outputs before the softmax, one a class.</param>
    /// <param name="given">The given label.</param>
    public static LogitScore Of(ReadOnlySpan<double> logits, int given)
    {
        var other = double.NegativeInfinity;
        for (var label = 0; label < logits.Length; label++)
        {
            if (label != given)
                other = Math.Max(other, logits[label]);
        }
        var most = Math.Max(other, logits[given]);
        var sum = 0.0;
        foreach (var logit in logits)
            sum += Math.Exp(logit - most);
        var squares = 0.0;
        for (var label = 0; label < logits.Length; label++)
        {
            var difference = (Math.Exp(logits[label] - most) / sum) - (label == given ? 1 : 0);
            squares += difference * difference;
        }
        return new(most - logits[given] + Math.Log(sum), logits.Length > 1 ? logits[given] - other : double.NaN, Math.Sqrt(squares));
    }
}
