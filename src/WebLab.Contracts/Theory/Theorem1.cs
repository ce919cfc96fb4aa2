namespace WebLab.Contracts.Theory;

/// <summary>Asks for the network of theorem 1 on a random sample.</summary>
public sealed record Theorem1Request
{
    /// <summary>The size of the sample, n.</summary>
    public int N { get; init; } = 3_000;

    /// <summary>The dimensions of each input, d; 784 is an MNIST image.</summary>
    public int D { get; init; } = 784;

    /// <summary>The seed of the inputs, their labels and the direction.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>What the network of theorem 1 turned out to be; also the last line that <c>weblab theorem1 --json</c> prints.</summary>
public sealed record Theorem1Result
{
    /// <summary>The largest sample whose construction is sent along to be drawn.</summary>
    public const int MaxDrawn = 64;

    /// <summary>The size of the sample.</summary>
    public required int N { get; init; }

    /// <summary>The dimensions of each input.</summary>
    public required int D { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The network's weights, counted in its arrays; the theorem says 2n + d.</summary>
    public required int Weights { get; init; }

    /// <summary>The greatest |c(z) - y| over the sample, every input put through the network again.</summary>
    public required double WorstError { get; init; }

    /// <summary>The smallest distance between two neighbouring projections; 0 for a single one, which has no neighbour.</summary>
    public required double SmallestGap { get; init; }

    /// <summary>The smallest diagonal entry of the triangular system, which is its smallest eigenvalue (lemma 1).</summary>
    public required double SmallestDiagonal { get; init; }

    /// <summary>The greatest |w| of the output layer; it grows as the smallest gap shrinks.</summary>
    public required double LargestWeight { get; init; }

    /// <summary>Seconds to project, sort and solve.</summary>
    public required double BuildSeconds { get; init; }

    /// <summary>Seconds to put the whole sample through the network.</summary>
    public required double CheckSeconds { get; init; }

    /// <summary>The parts of the network along the line, for samples of at most <see cref="MaxDrawn"/>; else null.</summary>
    public Theorem1Construction? Construction { get; init; }
}

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
