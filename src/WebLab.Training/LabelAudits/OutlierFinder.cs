using WebLab.Contracts.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>The nearest training examples of some examples.</summary>
/// <param name="Graph">Their neighbours.</param>
/// <param name="Split">Which split they are of.</param>
/// <param name="Given">The given labels of all of that split.</param>
/// <param name="Sample">Which of them the graph is of; null for all.</param>
internal sealed record FoundNeighbours(NeighbourGraph Graph, string Split, IReadOnlyList<int> Given, int[]? Sample);

/// <summary>Finds examples that are far from all training examples.</summary>
internal static class OutlierFinder
{
    /// <summary>How many of the nearest count.</summary>
    public const int NearOnes = 10;

    private const int Most = 100;
    private const double Share = 2.5;

    /// <summary>Those whose mean distance to their nearest is beyond a multiple of the training examples' median, the farthest
    /// first.</summary>
    /// <param name="train">The training examples.</param>
    /// <param name="test">The test examples; null for none.</param>
    public static IReadOnlyList<OutlierExample> Of(FoundNeighbours train, FoundNeighbours? test)
    {
        var means = Means(train);
        var median = means.Order().ElementAt(means.Length / 2);
        if (median <= 0)
            return [];
        var found = Far(train, means);
        if (test is not null)
            found = found.Concat(Far(test, Means(test)));
        return [.. found.OrderByDescending(outlier => outlier.Distance).Take(Most)];

        IEnumerable<OutlierExample> Far(FoundNeighbours of, double[] distances) =>
            Enumerable
                .Range(0, distances.Length)
                .Where(i => distances[i] > Share * median)
                .Select(i => new OutlierExample(Example(of, of.Sample?[i] ?? i), distances[i] / median));
    }

    private static LabelAuditExample Example(FoundNeighbours of, int index) => new(of.Split, index, of.Given[index]);

    private static double[] Means(FoundNeighbours of)
    {
        var near = Math.Min(of.Graph.Each, NearOnes);
        return
        [
            .. Enumerable
                .Range(0, of.Sample?.Length ?? of.Given.Count)
                .Select(i => of.Graph.Distances.AsSpan(i * of.Graph.Each, near).ToArray().Average(each => (double)each)),
        ];
    }
}
