using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Looks for duplicates, leaks, blank examples, odd columns and labels that depend on the order.</summary>
internal sealed class OddityFinder(LabelAuditSubject subject, LabelAuditOptions options, int threads, CancellationToken cancel)
{
    // At eight by eight pixels many are compared soon; at thirty-two, what differs in its detail alone is told apart.
    private const int Side = 8,
        FineSide = 32,
        Candidates = 3,
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
                OddColumns =
                [
                    .. ColumnChecks.Of(subject.Train, subject.Given, subject.Classes.Count, subject.Columns),
                    .. ColumnChecks.OfFiles(subject),
                ],
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
        var points = Points(subject.Train, null);
        var fine = ReducedImages.Of(subject.Train, FineSide);
        var within = Nearest(points, points, fine, fine);
        var pairs = Pairs(within, "train", subject.Given, isSymmetric: true);
        if (subject.Test is { Count: > 0 } test && test.ImageLength == subject.Train.ImageLength)
        {
            var across = Nearest(Points(test, points), points, ReducedImages.Of(test, FineSide), fine);
            int[] labels = Array.ConvertAll(test.Labels, label => (int)label);
            pairs = pairs.Concat(Pairs(across, "test", labels, isSymmetric: false));
        }
        double[] distances = [.. within.Select(each => each.Distance).Order()];
        return Duplicates.Near(pairs, distances[distances.Length / 2], exact);
    }

    /// <summary>The nearest of each example: of images, of those that are near when small, the nearest when less so.</summary>
    private (int Index, double Distance)[] Nearest(SmallPoints points, SmallPoints among, ImageSet images, ImageSet amongImages)
    {
        var graph = NeighbourGraph.Of(points.Values, among.Values, images.Features is null ? Candidates : 1, _ => { }, cancel);
        var nearest = new (int, double)[images.Count];
        Parallel.For(0, nearest.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
            nearest[i] = Enumerable
                .Range(i * graph.Each, graph.Each)
                .Select(at =>
                    (graph.Indices[at], images.Features is null ? Apart(images, i, amongImages, graph.Indices[at]) : graph.Distances[at])
                )
                .MinBy(each => each.Item2)
        );
        return nearest;
    }

    private static double Apart(ImageSet one, int index, ImageSet other, int otherIndex)
    {
        var values = one.Image(index);
        var others = other.Image(otherIndex);
        var sum = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var difference = values[i] - others[i];
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }

    private IEnumerable<(LabelAuditExample, LabelAuditExample, double)> Pairs(
        (int Index, double Distance)[] nearest,
        string split,
        IReadOnlyList<int> labels,
        bool isSymmetric
    )
    {
        for (var i = 0; i < nearest.Length; i++)
        {
            var (index, distance) = nearest[i];
            // Two examples that are each other's nearest are one pair.
            if (isSymmetric && index < i && nearest[index].Index == i)
                continue;
            yield return (new("train", index, subject.Given[index]), new(split, i, labels[i]), distance);
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
