using WebLab.Contracts.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>Finds examples that are far from all others.</summary>
internal static class OutlierFinder
{
    private const int NearOnes = 10,
        Most = 100;
    private const double Share = 2.5;

    /// <summary>Those whose mean distance to their nearest is beyond a multiple of the median, the farthest first.</summary>
    /// <param name="graph">The neighbours of training examples.</param>
    /// <param name="given">The given labels of all of them.</param>
    /// <param name="sample">Which of them the graph is of; null for all.</param>
    public static IReadOnlyList<OutlierExample> Of(NeighbourGraph graph, IReadOnlyList<int> given, int[]? sample)
    {
        var near = Math.Min(graph.Each, NearOnes);
        double[] means =
        [
            .. Enumerable
                .Range(0, sample?.Length ?? given.Count)
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
                .Select(i => new OutlierExample(Example(sample?[i] ?? i), means[i] / median)),
        ];

        LabelAuditExample Example(int index) => new("train", index, given[index]);
    }
}
