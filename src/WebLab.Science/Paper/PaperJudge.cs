using WebLab.Contracts;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;

namespace WebLab.Science.Paper;

/// <summary>Sets finished runs beside the published values.</summary>
public static class PaperJudge
{
    /// <summary>A network counts as not converged when its training accuracy stays under this (paper, table 4: "failed to
    /// converge").</summary>
    private const double ConvergedTrainAccuracy = 0.9;

    /// <summary>Judges an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scale">The scale of the runs.</param>
    /// <param name="runs">What the runs gave that have ended; those of other recipes do not count.</param>
    public static PaperReport Judge(PaperItem item, PaperScale scale, IEnumerable<SeedResult> runs)
    {
        ArgumentNullException.ThrowIfNull(item);
        var byRow = runs.Select(run => (Run: run, Row: item.RowOf(run.Spec, scale)))
            .Where(found => found.Row is not null)
            .GroupBy(found => found.Row!.Name, found => found.Run)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<SeedResult>)[.. group.DistinctBy(run => run.Seed)]);
        var results = new PaperResults(byRow);
        return new(
            item.Id,
            scale,
            [
                .. item.RowsAt(scale)
                    .SelectMany(
                        row => row.Published,
                        (row, published) => Judge(row, published, scale, byRow.GetValueOrDefault(row.Name, []))
                    ),
            ],
            [.. item.ClaimsAt(scale).Select(claim => new PaperReportClaim(claim.Sentence, claim.Judge(results)))]
        );
    }

    private static PaperReportRow Judge(PaperRow row, PublishedValue published, PaperScale scale, IReadOnlyList<SeedResult> results)
    {
        double[] values = [.. results.Select(result => result.Value(published.Measure)).OfType<double>()];
        var without = results.Count - values.Length;
        double? mean = values.Length > 0 && without == 0 ? values.Average() : null;
        double? spread =
            mean is { } centre && values.Length > 1
                ? Math.Sqrt(values.Sum(value => (value - centre) * (value - centre)) / (values.Length - 1))
                : null;
        var (verdict, reason) =
            results.Count == 0 ? (PaperVerdict.Waiting, "No run of this row has ended yet.")
            : scale == PaperScale.Small ? (PaperVerdict.NotComparable, Small(published.Measure, results, without))
            : published.Value is { } value ? Compared(published, value, mean, results, without)
            : NotConverged(results);
        if (verdict is PaperVerdict.Agrees or PaperVerdict.Differs && results.Count < PaperResults.NeededSeeds && !IsSolved(row.Full))
            (verdict, reason) = (PaperVerdict.TooFewSeeds, Sentence.Of($"{results.Count} of {PaperResults.NeededSeeds} seeds: {reason}"));
        return new(row.Name, published.Measure, published.Value, mean, spread, results.Count, without, verdict, reason);
    }

    // Kernels over pixels or fixed wavelets have one solution, which no seed changes.
    private static bool IsSolved(RunSpec spec) => !LabCatalogue.Model(spec.Model).IsDrawn;

    private static string Small(PaperMeasure measure, IReadOnlyList<SeedResult> results, int without) =>
        "The small scale shows the effect, not the paper's value." + (without > 0 ? " " + Missing(measure, results, without) : "");

    private static (PaperVerdict Verdict, string Reason) Compared(
        PublishedValue published,
        double value,
        double? mean,
        IReadOnlyList<SeedResult> results,
        int without
    )
    {
        if (mean is null)
            return (PaperVerdict.Differs, Missing(published.Measure, results, without));
        var difference = Math.Abs(mean.Value - value);
        return (
            difference <= published.Tolerance ? PaperVerdict.Agrees : PaperVerdict.Differs,
            $"{MeasureText.Difference(difference, published.Measure)} apart, tolerance "
                + $"{MeasureText.Difference(published.Tolerance, published.Measure)}: {published.Reason}"
        );
    }

    /// <summary>Where the paper prints "failed to converge": each seed is asked by itself.</summary>
    private static (PaperVerdict Verdict, string Reason) NotConverged(IReadOnlyList<SeedResult> results)
    {
        var converged = results.Count(result => result.Value(PaperMeasure.TrainAccuracy) >= ConvergedTrainAccuracy);
        return converged == 0
            ? (PaperVerdict.Agrees, Sentence.Of($"Failed to converge with {results.Count} of {results.Count} seeds, as the paper says."))
            : (
                PaperVerdict.Differs,
                Sentence.Of(
                    $"Converged with {converged} of {results.Count} seeds; the paper's did not, and it does not print its weight decay."
                )
            );
    }

    private static string Missing(PaperMeasure measure, IReadOnlyList<SeedResult> results, int without)
    {
        var diverged = results.Count(result => result.Result is null);
        var unfitted = results.Where(result => result.MoreThan(measure) is not null && result.Result is not null).ToList();
        return string.Join(
            " ",
            (
                (string?[])
                    [
                        unfitted.Count > 0
                            ? Sentence.Of(
                                $"{unfitted.Count} of {results.Count} seeds had not fitted after "
                                    + $"{unfitted.Max(result => result.Spec.Epochs)} epochs: the mean training loss never came down to "
                                    + $"0.05."
                            )
                            : null,
                        diverged > 0 ? Sentence.Of($"{diverged} of {results.Count} seeds diverged.") : null,
                        unfitted.Count + diverged < without
                            ? Sentence.Of($"{without - unfitted.Count - diverged} of {results.Count} seeds have no such value.")
                            : null,
                    ]
            ).OfType<string>()
        );
    }
}
