using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Looks for duplicates, leaks, blank examples, odd columns and labels that depend on the order.</summary>
internal sealed class OddityFinder(LabelAuditSubject subject, LabelAuditOptions options, int threads, CancellationToken cancel)
{
    private const int Side = 8,
        MostListed = 500;

    /// <summary>Adds what it finds.</summary>
    /// <param name="report">The report so far.</param>
    /// <returns>The report, and numbers for its fourth answer.</returns>
    public (LabelAuditReport Report, IReadOnlyList<LabelAuditNumber> Numbers) AddTo(LabelAuditReport report)
    {
        var exact = Duplicates.Exact(subject.Train, subject.Given, subject.Test);
        var near = Near(exact);
        var order = OrderDependence.Test(
            subject.Given,
            subject.Classes.Count,
            Math.Min(options.Permutations, 999),
            Seeds.Derive(options.Seed, LabelAuditSeeds.Order),
            threads,
            cancel
        );
        return (
            report with
            {
                Duplicates = [.. exact.Concat(near).Take(MostListed)],
                Blank = Blank(),
                OddColumns = ColumnChecks.Of(subject.Train, subject.Given, subject.Classes.Count, subject.Columns),
            },
            [
                new("order.share", "Labels equal to the next one's", "labels permuted", order.Observed, LabelAuditScale.Fraction)
                {
                    PValue = order.PValue,
                    Count = subject.Given.Count,
                },
            ]
        );
    }

    private IReadOnlyList<DuplicateGroup> Near(IReadOnlyList<DuplicateGroup> exact)
    {
        using var scope = NewDisposeScope();
        var train = Points(subject.Train, null);
        var within = NeighbourGraph.Of(train.Values, train.Values, 1, _ => { }, cancel);
        var median = within.MedianNearest;
        var pairs = Pairs(within, "train", subject.Given, isSymmetric: true);
        if (subject.Test is { Count: > 0 } test && test.ImageLength == subject.Train.ImageLength)
        {
            var across = NeighbourGraph.Of(Points(test, train).Values, train.Values, 1, _ => { }, cancel);
            int[] labels = Array.ConvertAll(test.Labels, label => (int)label);
            pairs = pairs.Concat(Pairs(across, "test", labels, isSymmetric: false));
        }
        return Duplicates.Near(pairs, median, exact);
    }

    private IEnumerable<(LabelAuditExample, LabelAuditExample, double)> Pairs(
        NeighbourGraph graph,
        string split,
        IReadOnlyList<int> labels,
        bool isSymmetric
    )
    {
        for (var i = 0; i < graph.Indices.Length; i++)
        {
            var nearest = graph.Indices[i];
            // Two examples that are each other's nearest are one pair.
            if (isSymmetric && nearest < i && graph.Indices[nearest] == i)
                continue;
            yield return (new("train", nearest, subject.Given[nearest]), new(split, i, labels[i]), graph.Distances[i]);
        }
    }

    /// <summary>Small images, or standardised columns: what is near in these is looked at as a duplicate.</summary>
    private static SmallPoints Points(ImageSet set, SmallPoints? like)
    {
        var small = set.Features is null ? ReducedImages.Of(set, Side) : set;
        var values = small.Features is { } features
            ? nan_to_num(tensor(features, [small.Count, small.Width]), 0, 0, 0)
            : tensor(small.Pixels, [small.Count, small.ImageLength]).to(ScalarType.Float32);
        if (set.Features is null)
            return new(values, values, values);
        var mean = like?.Mean ?? values.mean([0], keepdim: true);
        var deviation = like?.Deviation ?? (values - mean).Squared().mean([0], keepdim: true).sqrt().AtLeast(1e-6f);
        return new((values - mean) / deviation, mean, deviation);
    }

    private List<LabelAuditExample> Blank()
    {
        var found = new List<LabelAuditExample>();
        if (subject.Train.Features is not null)
            return found;
        for (var i = 0; i < subject.Train.Count; i++)
        {
            var image = subject.Train.Image(i);
            if (image.IndexOfAnyExcept(image[0]) < 0)
                found.Add(new("train", i, subject.Given[i]));
        }
        return found;
    }

    private sealed record SmallPoints(Tensor Values, Tensor Mean, Tensor Deviation);
}
