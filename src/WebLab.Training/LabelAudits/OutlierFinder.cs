using WebLab.Contracts.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>Finds examples that are far from all others.</summary>
internal static class OutlierFinder
{
    private const int NearOnes = 10,
        Most = 100;
    private const double Share = 2.5;

    /// <summary>Those whose mean distance to their nearest is beyond a multiple of the median, the farthest first.</summary>
    /// <param name="graph">The neighbours of each training example.</param>
    /// <param name="given">Their given labels.</param>
    public static IReadOnlyList<OutlierExample> Of(NeighbourGraph graph, IReadOnlyList<int> given)
    {
        var near = Math.Min(graph.Each, NearOnes);
        double[] means =
        [
            .. Enumerable
                .Range(0, given.Count)
                .Select(i => graph.Distances.AsSpan(i * graph.Each, near).ToArray().Average(each => (double)each)),
        ];
        var median = means.Order().ElementAt(means.Length / 2);
        return
        [
            .. Enumerable
                .Range(0, means.Length)
                .Where(i => median > 0 && means[i] > Share * median)
                .OrderByDescending(i => means[i])
                .Take(Most)
                .Select(i => new OutlierExample(new("train", i, given[i]), means[i] / median)),
        ];
    }
}
