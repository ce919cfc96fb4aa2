namespace WebLab.Data.Theory;

/// <summary>c(z) = sum over j of w_j max(a·z - b_j, 0): the two-layer network of theorem 1, one direction a shared by all units.</summary>
/// <param name="direction">a, one number for each dimension.</param>
/// <param name="thresholds">b, one for each unit.</param>
/// <param name="outputWeights">w, one for each unit.</param>
public sealed class TwoLayerNetwork(double[] direction, double[] thresholds, double[] outputWeights)
{
    /// <summary>b.</summary>
    public IReadOnlyList<double> Thresholds => thresholds;

    /// <summary>w.</summary>
    public IReadOnlyList<double> OutputWeights => outputWeights;

    /// <summary>All the numbers that the network is made of.</summary>
    public int WeightCount => direction.Length + thresholds.Length + outputWeights.Length;

    /// <summary>The network's answer.</summary>
    /// <param name="point">As many numbers as the direction has.</param>
    public double Evaluate(ReadOnlySpan<double> point) => Sum(thresholds, outputWeights, Project(direction, point));

    /// <summary>a·z.</summary>
    internal static double Project(ReadOnlySpan<double> direction, ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        for (var k = 0; k < direction.Length; k++)
            sum += direction[k] * point[k];
        return sum;
    }

    /// <summary>
    /// The units' sum, added in the order of the units. Solving adds in the same order, so that the rounding of the many terms that
    /// cancel each other is the same in both and the error at a sample point is that of the last addition only.
    /// </summary>
    internal static double Sum(ReadOnlySpan<double> thresholds, ReadOnlySpan<double> outputWeights, double projection)
    {
        var sum = 0.0;
        for (var j = 0; j < thresholds.Length; j++)
            sum += outputWeights[j] * Math.Max(projection - thresholds[j], 0);
        return sum;
    }
}
