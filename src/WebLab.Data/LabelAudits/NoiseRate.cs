namespace WebLab.Data.LabelAudits;

/// <summary>
/// How many labels are wrong. The confident joint counts too few where hard examples have more wrong labels than easy ones, as people's
/// labels have; the share that is predicted otherwise counts the model's own errors too. The estimate is the middle of the two, and the
/// interval is as wide as they are apart and a point more, besides what chance leaves.
/// </summary>
public sealed record NoiseRate
{
    private const double Point = 0.01;

    /// <summary>The estimate, 0 to 1.</summary>
    public required double Value { get; init; }

    /// <summary>The lower end of the 95 % interval.</summary>
    public required double Low { get; init; }

    /// <summary>The upper end of the 95 % interval.</summary>
    public required double High { get; init; }

    /// <summary>By the confident joint.</summary>
    public required double ByJoint { get; init; }

    /// <summary>The share that is predicted otherwise than given.</summary>
    public required double PredictedOtherwise { get; init; }

    /// <summary>Estimates it.</summary>
    /// <param name="probabilities">Out-of-sample probabilities.</param>
    /// <param name="labels">A given label for each row.</param>
    /// <param name="joint">Their confident joint.</param>
    /// <param name="parts">How many intervals are to hold together (Bonferroni).</param>
    public static NoiseRate Of(ProbabilityTable probabilities, IReadOnlyList<int> labels, ConfidentJoint joint, int parts = 1)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(joint);
        var other = Enumerable.Range(0, probabilities.Rows).Count(row => probabilities.Predicted(row) != labels[row]);
        return Between(joint.NoiseRate, (double)other / probabilities.Rows, probabilities.Rows, parts);
    }

    /// <summary>The same from the two shares.</summary>
    /// <param name="byJoint">The share off the confident joint's diagonal.</param>
    /// <param name="otherwise">The share that is predicted otherwise than given.</param>
    /// <param name="count">The examples that both are of.</param>
    /// <param name="parts">How many intervals are to hold together (Bonferroni).</param>
    internal static NoiseRate Between(double byJoint, double otherwise, int count, int parts)
    {
        var value = (byJoint + otherwise) / 2;
        // Of three examples none of which is wrong, many may be: Wilson's interval says so, and a deviation of 0 does not.
        var chance = ShareInterval.Of(value, count, UpperNormal(0.025 / parts));
        var apart = Math.Abs(otherwise - byJoint) + Point;
        return new()
        {
            Value = value,
            Low = Math.Max(chance.Low - apart, 0),
            High = Math.Min(chance.High + apart, 1),
            ByJoint = byJoint,
            PredictedOtherwise = otherwise,
        };
    }

    // Abramowitz and Stegun 26.2.23, to 4.5e-4: the quantile that a standard normal variable exceeds with a probability.
    private static double UpperNormal(double probability)
    {
        var t = Math.Sqrt(-2 * Math.Log(probability));
        return t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
    }

    /// <summary>The chance of each given label, by true label: the joint's, its errors scaled to the estimate.</summary>
    /// <param name="joint">The confident joint.</param>
    /// <returns>True label after true label.</returns>
    public double[][] Transition(ConfidentJoint joint)
    {
        ArgumentNullException.ThrowIfNull(joint);
        var classes = joint.Thresholds.Length;
        var (wrong, right) = (ByJoint == 0 ? 0 : Value / ByJoint, ByJoint == 1 ? 0 : (1 - Value) / (1 - ByJoint));
        return
        [
            .. Enumerable
                .Range(0, classes)
                .Select(truth =>
                {
                    double[] counts =
                    [
                        .. Enumerable.Range(0, classes).Select(given => joint.Calibrated[given, truth] * (given == truth ? right : wrong)),
                    ];
                    var sum = counts.Sum();
                    return sum == 0
                        ? [.. Enumerable.Range(0, classes).Select(given => given == truth ? 1.0 : 0)]
                        : Array.ConvertAll(counts, count => count / sum);
                }),
        ];
    }
}
