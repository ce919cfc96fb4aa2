using System.Diagnostics;
using WebLab.Contracts.Theory;
using WebLab.Science.Theory;

namespace WebLab.Data.Theory;

/// <summary>
/// Theorem 1 of the paper, by the construction of its appendix C: a two-layer ReLU network with 2n + d weights takes any n given values on
/// n points of d dimensions. Project the points on a line, put one unit's threshold before each projection, and the matrix of
/// activations is lower triangular with a positive diagonal: the output weights follow by forward substitution.
/// </summary>
public static class Theorem1
{
    // A threshold stands this share of the gap behind the previous point. Halfway would do for the theorem, but there each point's error of
    // slope is handed on at full size; near the previous point it fades, and the network stays close to the interpolating polygon.
    private const double ThresholdShare = 0.1;

    // Projections of distinct points coincide for hardly any direction.
    private const int MaxDirections = 20;

    /// <summary>Builds the network for a random sample and puts the whole sample through it.</summary>
    /// <param name="request">A request that <see cref="Theorem1Check"/> passes.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static Theorem1Result Run(Theorem1Request request, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var sample = new RandomSample(request.N, request.D, request.Seed);
        var watch = Stopwatch.StartNew();
        var (network, line) = Build(sample, request.Seed, stop);
        var buildSeconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var worst = WorstError(network, sample, stop);
        return new()
        {
            N = sample.Count,
            D = sample.Dimensions,
            Seed = request.Seed,
            Weights = network.WeightCount,
            WorstError = worst,
            SmallestGap = sample.Count == 1 ? 0 : line.SmallestGap,
            SmallestDiagonal = line.Projections.Zip(network.Thresholds, (projection, threshold) => projection - threshold).Min(),
            LargestWeight = network.OutputWeights.Max(Math.Abs),
            BuildSeconds = buildSeconds,
            CheckSeconds = watch.Elapsed.TotalSeconds,
            Construction =
                sample.Count > Theorem1Result.MaxDrawn
                    ? null
                    : new(line.Projections, network.Thresholds, network.OutputWeights, [.. line.Order.Select(sample.Label)]),
        };
    }

    private static (TwoLayerNetwork Network, ProjectedSample Line) Build(RandomSample sample, int seed, CancellationToken stop)
    {
        var stream = new RandomStream(Seeds.Derive(seed, "theorem-1-direction"));
        for (var attempt = 1; attempt <= MaxDirections; attempt++)
        {
            var line = ProjectedSample.Along(RandomDirection(sample.Dimensions, stream), sample, stop);
            if (line.SmallestGap > 0)
                return (Solve(sample, line, stop), line);
        }
        throw new InvalidOperationException($"Two points of the sample fell on the same place along {MaxDirections} random directions.");
    }

    private static double[] RandomDirection(int dimensions, RandomStream stream)
    {
        var direction = new double[dimensions];
        for (var k = 0; k < dimensions; k++)
            direction[k] = stream.NextGaussian() / Math.Sqrt(dimensions);
        return direction;
    }

    private static TwoLayerNetwork Solve(RandomSample sample, ProjectedSample line, CancellationToken stop)
    {
        var (x, n) = (line.Projections, sample.Count);
        var thresholds = new double[n];
        var weights = new double[n];
        for (var i = 0; i < n; i++)
        {
            stop.ThrowIfCancellationRequested();
            thresholds[i] = i == 0 ? x[0] - 1.0 / n : x[i - 1] + ThresholdShare * (x[i] - x[i - 1]);
            var soFar = TwoLayerNetwork.Sum(thresholds.AsSpan(0, i), weights.AsSpan(0, i), x[i]);
            weights[i] = (sample.Label(line.Order[i]) - soFar) / (x[i] - thresholds[i]);
        }
        return new(line.Direction, thresholds, weights);
    }

    private static double WorstError(TwoLayerNetwork network, RandomSample sample, CancellationToken stop)
    {
        var point = new double[sample.Dimensions];
        var worst = 0.0;
        for (var i = 0; i < sample.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            sample.Draw(i, point);
            worst = Math.Max(worst, Math.Abs(network.Evaluate(point) - sample.Label(i)));
        }
        return worst;
    }
}
