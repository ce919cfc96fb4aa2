namespace WebLab.Data.LabelAudits;

/// <summary>
/// How many labels are wrong. The confident joint counts too few where hard examples have more wrong labels than easy ones, as people's
/// labels have; the share that is predicted otherwise counts the model's own errors too. The estimate is the middle of the two, and the
/// interval is as wide as they are apart and a point more, besides what chance leaves.
/// </summary>
public sealed record NoiseRate
{
    private const double Normal975 = 1.959964,
        Point = 0.01;

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
    public static NoiseRate Of(ProbabilityTable probabilities, IReadOnlyList<int> labels, ConfidentJoint joint)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(joint);
        var other = Enumerable.Range(0, probabilities.Rows).Count(row => probabilities.Predicted(row) != labels[row]);
        var (byJoint, otherwise) = (joint.NoiseRate, (double)other / probabilities.Rows);
        var value = (byJoint + otherwise) / 2;
        var chance = Normal975 * Math.Sqrt(value * (1 - value) / probabilities.Rows);
        var half = chance + Math.Abs(otherwise - byJoint) + Point;
        return new()
        {
            Value = value,
            Low = Math.Max(value - half, 0),
            High = Math.Min(value + half, 1),
            ByJoint = byJoint,
            PredictedOtherwise = otherwise,
        };
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
