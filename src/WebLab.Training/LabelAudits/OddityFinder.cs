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
    private const int MostListed = 500;

    private readonly List<NotLookedAt> _missing = [];
    private readonly List<string> _limits = [];

    /// <summary>The person's embeddings with standardised columns, by which what is nearly equal is found; null for the examples
    /// themselves.</summary>
    public ExampleFeatures? Embedded { get; init; }

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
        var (all, test) = Embedded is null ? ComparedExamples.Of(subject) : ComparedExamples.Of(Embedded);
        var (count, tests) = (subject.Train.Count, subject.Test?.Count ?? 0);
        var sample = AuditSample.Draw(options, AuditSample.Against(options, count, count), count);
        var within = Nearest(all, all, sample);
        var pairs = Pairs(within, ("train", subject.Given), ("train", subject.Given));
        if (test is not null)
        {
            var some = AuditSample.Draw(options, AuditSample.Against(options, tests, count), tests);
            int[] labels = Array.ConvertAll(subject.Test!.Labels, label => (int)label);
            pairs = pairs.Concat(Pairs(Nearest(test, all, some), ("test", labels), ("train", subject.Given)));
            var own = AuditSample.Draw(options, AuditSample.Against(options, tests, tests), tests);
            if (tests > 1)
                pairs = pairs.Concat(Pairs(Nearest(test, test, own), ("test", labels), ("test", labels)));
            NoteLimit("test examples", own ?? some);
        }
        else if (tests > 0 && Embedded is not null)
            _limits.Add(
                "Test examples that are nearly equal to others, or far from all: the embeddings have no rows of them. Equal ones were "
                    + "looked for among all."
            );
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

    /// <summary>The nearest of each example: of those that are soon found to be near, the nearest in truth.</summary>
    private Dictionary<int, (int Index, double Distance)> Nearest(ComparedExamples examples, ComparedExamples among, int[]? sample)
    {
        var isSelf = ReferenceEquals(examples, among);
        // A sample is no longer the whole, which leaves each point itself out: one more is asked for in its place.
        var graph = sample is null
            ? NeighbourGraph.Of(examples.Points, among.Points, examples.Candidates, _ => { }, cancel)
            : NeighbourGraph.Of(
                examples.Points.index_select(0, tensor(Array.ConvertAll(sample, index => (long)index))),
                among.Points,
                isSelf ? examples.Candidates + 1 : examples.Candidates,
                _ => { },
                cancel
            );
        var apart = examples.Apart(among, graph, sample, threads, cancel);
        return Enumerable
            .Range(0, apart.Length / graph.Each)
            .ToDictionary(
                i => sample?[i] ?? i,
                i =>
                    Enumerable
                        .Range(i * graph.Each, graph.Each)
                        .Where(at => sample is null || !isSelf || graph.Indices[at] != sample[i])
                        .Select(at => (graph.Indices[at], apart[at]))
                        .MinBy(pair => pair.Item2)
            );
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

    private static IEnumerable<LabelAuditExample> Blank(string split, ImageSet? images, IReadOnlyList<int> given)
    {
        for (var i = 0; i < (images is { Kind: DatasetKind.Images } ? images.Count : 0); i++)
        {
            var image = images!.Image(i);
            if (image.IndexOfAnyExcept(image[0]) < 0)
                yield return new(split, i, given[i]);
        }
    }
}
