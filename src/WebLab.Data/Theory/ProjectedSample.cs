namespace WebLab.Data.Theory;

/// <summary>A sample along a line, sorted.</summary>
/// <param name="Direction">The line.</param>
/// <param name="Projections">The inner product of the direction and each point, ascending.</param>
/// <param name="Order">The point behind each projection.</param>
/// <param name="SmallestGap">The smallest distance between neighbours; infinity for a single point.</param>
internal sealed record ProjectedSample(double[] Direction, double[] Projections, int[] Order, double SmallestGap)
{
    public static ProjectedSample Along(double[] direction, RandomSample sample, CancellationToken stop)
    {
        var projections = new double[sample.Count];
        var order = new int[sample.Count];
        var point = new double[sample.Dimensions];
        for (var i = 0; i < sample.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            sample.Draw(i, point);
            (projections[i], order[i]) = (TwoLayerNetwork.Project(direction, point), i);
        }
        Array.Sort(projections, order);
        var gap = double.PositiveInfinity;
        for (var i = 1; i < projections.Length; i++)
            gap = Math.Min(gap, projections[i] - projections[i - 1]);
        return new(direction, projections, order, gap);
    }
}
