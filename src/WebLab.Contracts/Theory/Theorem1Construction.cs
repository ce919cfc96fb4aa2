namespace WebLab.Contracts.Theory;

/// <summary>The network of theorem 1 along its direction: n of each, in the order of the projections.</summary>
/// <param name="Projections">Where each input falls on the line, ascending: the inner product of direction and input.</param>
/// <param name="Thresholds">Where each rectified unit starts; thresholds[0] &lt; projections[0] &lt; thresholds[1] &lt; projections[1] and
/// so on.</param>
/// <param name="OutputWeights">The weight of each unit in the sum.</param>
/// <param name="Labels">The random label of each input, a whole number from 0 to 9.</param>
public sealed record Theorem1Construction(
    IReadOnlyList<double> Projections,
    IReadOnlyList<double> Thresholds,
    IReadOnlyList<double> OutputWeights,
    IReadOnlyList<double> Labels
);
