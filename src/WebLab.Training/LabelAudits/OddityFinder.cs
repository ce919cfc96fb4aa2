using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using WebLab.Training.Import.Sources;
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

    private readonly List<NotLookedAt> _missing = [];
    private readonly List<string> _limits = [];

    /// <summary>Adds what it finds, and the fourth question's answer.</summary>
    /// <param name="report">The report so far.</param>
    public LabelAuditReport AddTo(LabelAuditReport report)
    {
        var exact = Duplicates.Exact(subject.Train, subject.Given, subject.Test);
        var (near, distances) = Near(exact);
        var order = FileOrder.Of(subject);
        int[] test = Array.ConvertAll(subject.Test?.Labels ?? [], label => (int)label);
        var numbers = OrderDependence.Numbers(
            order?.Sort(subject.Given, test) ?? subject.Given,
            report,
            order is null ? "in the order of the training examples" : "in the order of the rows of the file",
            threads,
            cancel
        );
        report = ReportOrigins.Add(
            report with
            {
                Duplicates = [.. exact.Concat(near).Take(MostListed)],
                Blank = [.. Blank("train", subject.Train, subject.Given), .. Blank("test", subject.Test, test)],
                OddColumns = [.. ColumnChecks.Of(subject), .. ColumnChecks.OfFiles(subject)],
            },
            subject,
            SourceEntry.Visible
        );
        NoteMissing(report);
        return report with { Answers = [.. report.Answers, OddityAnswer.Of(report, _missing, numbers, [distances], _limits)] };
    }

    private void NoteMissing(LabelAuditReport report)
    {
        if (!options.Tests.Contains(LabelAuditTest.Neighbours))
            _missing.Add(
                new(["outliers"], "Outliers, which were not looked for: they come with the test of neighbours, which was left out.")
            );
        if (subject.Test is null)
            _missing.Add(new(["leaks"], "Leaks between training and test examples: there are no test examples."));
        // A row of zeros is no blank picture, and images have no columns but what their files were like.
        if (subject.Train.Features is not null)
            _missing.Add(new(["blank"], null));
        else if (subject.Origins.Count == 0)
            _missing.Add(new(["odd-columns"], null));
        if (report.LeftOut is null)
            _missing.Add(new(["unreadable"], null));
    }

    private (IReadOnlyList<DuplicateGroup> Groups, LabelAuditFigure Distances) Near(IReadOnlyList<DuplicateGroup> exact)
    {
        using var scope = NewDisposeScope();
        var (all, fine) = (Points(subject.Train, null), ReducedImages.Of(subject.Train, FineSide));
        var sample = AuditSample.Draw(
            options,
            AuditSample.Against(options, subject.Train.Count, subject.Train.Count),
            subject.Train.Count
        );
        var within = Nearest(all, all, fine, fine, sample);
        var pairs = Pairs(within, ("train", subject.Given), ("train", subject.Given));
        if (subject.Test is { Count: > 0 } test && test.ImageLength == subject.Train.ImageLength)
        {
            var some = AuditSample.Draw(options, AuditSample.Against(options, test.Count, subject.Train.Count), test.Count);
            var (points, images) = (Points(test, all), ReducedImages.Of(test, FineSide));
            int[] labels = Array.ConvertAll(test.Labels, label => (int)label);
            pairs = pairs.Concat(Pairs(Nearest(points, all, images, fine, some), ("test", labels), ("train", subject.Given)));
            var own = AuditSample.Draw(options, AuditSample.Against(options, test.Count, test.Count), test.Count);
            if (test.Count > 1)
                pairs = pairs.Concat(Pairs(Nearest(points, points, images, images, own), ("test", labels), ("test", labels)));
            NoteLimit("test examples", own ?? some);
        }
        NoteLimit("examples", sample);
        double[] distances = [.. within.Values.Select(each => each.Distance).Order()];
        var median = distances[distances.Length / 2];
        return (Duplicates.Near(pairs, median, exact), Histogram(distances, median));
    }

    private void NoteLimit(string what, int[]? sample)
    {
        if (sample is not null)
            _limits.Add(
                Sentence.Of(
                    $"Nearly equal {what} beyond those of {sample.Length:N0} that were drawn from the seed and compared with all, since "
                        + $"more comparisons would take longer than the {options.BudgetSeconds:N0} s; equal ones were looked for among all."
                )
            );
    }

    private static LabelAuditFigure Histogram(double[] distances, double median)
    {
        const int Bins = 40;
        const double Most = 2;
        var counts = new double[Bins];
        foreach (var distance in distances)
            counts[median > 0 ? Math.Clamp((int)(distance / median / Most * Bins), 0, Bins - 1) : 0]++;
        return new(
            LabelAuditFigureKind.Histogram,
            "Distance of each example to the nearest other",
            "share of the median distance; the last also more",
            "examples"
        )
        {
            XValues = [.. Enumerable.Range(0, Bins + 1).Select(bin => Most * bin / Bins)],
            Counts = counts,
            Observed = Duplicates.NearShare,
            Series = "examples",
            Mark = "nearly equal below",
        };
    }

    /// <summary>The nearest of each example: of images, of those that are near when small, the nearest when less so.</summary>
    private Dictionary<int, (int Index, double Distance)> Nearest(
        SmallPoints points,
        SmallPoints among,
        ImageSet images,
        ImageSet amongImages,
        int[]? sample
    )
    {
        var isSelf = ReferenceEquals(points, among);
        var each = images.Features is null ? Candidates : 1;
        // A sample is no longer the whole, which leaves each point itself out: one more is asked for in its place.
        var graph = sample is null
            ? NeighbourGraph.Of(points.Values, among.Values, each, _ => { }, cancel)
            : NeighbourGraph.Of(
                points.Values.index_select(0, tensor(Array.ConvertAll(sample, index => (long)index))),
                among.Values,
                isSelf ? each + 1 : each,
                _ => { },
                cancel
            );
        var nearest = new (int, double)[sample?.Length ?? images.Count];
        Parallel.For(0, nearest.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
            nearest[i] = Enumerable
                .Range(i * graph.Each, graph.Each)
                .Where(at => sample is null || !isSelf || graph.Indices[at] != sample[i])
                .Select(at =>
                    (
                        graph.Indices[at],
                        images.Features is null ? Apart(images, sample?[i] ?? i, amongImages, graph.Indices[at]) : graph.Distances[at]
                    )
                )
                .MinBy(pair => pair.Item2)
        );
        return Enumerable.Range(0, nearest.Length).ToDictionary(i => sample?[i] ?? i, i => nearest[i]);
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

    private static IEnumerable<(LabelAuditExample, LabelAuditExample, double)> Pairs(
        Dictionary<int, (int Index, double Distance)> nearest,
        (string Split, IReadOnlyList<int> Labels) of,
        (string Split, IReadOnlyList<int> Labels) among
    )
    {
        var isSymmetric = of.Split == among.Split;
        foreach (var (i, (index, distance)) in nearest)
        {
            // Two examples that are each other's nearest are one pair.
            if (isSymmetric && index < i && nearest.TryGetValue(index, out var other) && other.Index == i)
                continue;
            yield return (new(among.Split, index, among.Labels[index]), new(of.Split, i, of.Labels[i]), distance);
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

    private static IEnumerable<LabelAuditExample> Blank(string split, ImageSet? images, IReadOnlyList<int> given)
    {
        for (var i = 0; i < (images is { Kind: DatasetKind.Images } ? images.Count : 0); i++)
        {
            var image = images!.Image(i);
            if (image.IndexOfAnyExcept(image[0]) < 0)
                yield return new(split, i, given[i]);
        }
    }

    private sealed record SmallPoints(Tensor Values, Tensor Mean, Tensor Deviation);
}
