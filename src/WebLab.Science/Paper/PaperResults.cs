using WebLab.Contracts;
using WebLab.Contracts.Paper;

namespace WebLab.Science.Paper;

/// <summary>The finished runs of an item by row, and what they say of a claim. Every finding comes from what each seed shows: a row is
/// compared with another seed by seed, and a seed that did not fit or diverged is evidence, never left out.</summary>
/// <param name="ByRow">What each row's seeds gave, one a seed.</param>
public sealed record PaperResults(IReadOnlyDictionary<string, IReadOnlyList<SeedResult>> ByRow)
{
    /// <summary>Seeds that a claim about drawn numbers takes.</summary>
    public const int NeededSeeds = 3;

    /// <summary>Whether the measure rises from row to row.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="rows">The rows in the claimed order.</param>
    public ClaimFinding Rises(PaperMeasure measure, params IReadOnlyList<string> rows) =>
        All([.. rows.Zip(rows.Skip(1), (low, high) => Greater(high, measure, low, measure))]);

    /// <summary>Whether a measure of one row is greater than one of another, by more than a margin.</summary>
    /// <param name="high">The row that is claimed to have more.</param>
    /// <param name="highMeasure">Its measure.</param>
    /// <param name="low">The other row.</param>
    /// <param name="lowMeasure">Its measure.</param>
    /// <param name="margin">By how much, in the measure's own unit.</param>
    public ClaimFinding Greater(string high, PaperMeasure highMeasure, string low, PaperMeasure lowMeasure, double margin = 0)
    {
        var pairs = Pairs(high, low);
        if (pairs.Count == 0)
            return Waiting();
        var differences = new List<double>();
        foreach (var (more, less) in pairs)
        {
            // More than n epochs counts as n + 1: the least that it can be, so that a claim is never borne out by what was not seen.
            var (above, below) = (more.Value(highMeasure), less.Value(lowMeasure));
            if (
                (above ?? more.MoreThan(highMeasure) + 1) - (below ?? less.MoreThan(lowMeasure) + 1) is { } difference
                && (above ?? below) is not null
            )
                differences.Add(difference);
        }
        var unknown = pairs.Count - differences.Count;
        if (unknown > 0)
            return new(
                ClaimState.NotShown,
                pairs.Count,
                Sentence.Of($"{unknown} of {pairs.Count} seeds had no value in either row: they did not fit or diverged.")
            );
        return Paired(differences, margin, highMeasure);
    }

    /// <summary>Whether a measure of one row is within a margin of that of another, seed by seed.</summary>
    /// <param name="row">A row.</param>
    /// <param name="other">Another.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="margin">The largest difference, in the measure's own unit.</param>
    public ClaimFinding Near(string row, string other, PaperMeasure measure, double margin)
    {
        var pairs = Pairs(row, other);
        return Seedwise(
            pairs.Count,
            pairs.Count(pair => Math.Abs((pair.High.Value(measure) ?? double.NaN) - (pair.Low.Value(measure) ?? double.NaN)) <= margin),
            isDrawn: true
        );
    }

    /// <summary>Whether the ratio of a measure of two rows is within a range, seed by seed.</summary>
    /// <param name="row">The row above the line.</param>
    /// <param name="unit">The row below it.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="min">The least ratio.</param>
    /// <param name="max">The greatest.</param>
    public ClaimFinding Ratio(string row, string unit, PaperMeasure measure, double min, double max)
    {
        var pairs = Pairs(row, unit);
        return Seedwise(
            pairs.Count,
            pairs.Count(pair => pair.High.Value(measure) / pair.Low.Value(measure) is { } ratio && ratio > min && ratio < max),
            isDrawn: true
        );
    }

    /// <summary>Whether every seed of every row is within a range.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="min">The least allowed value.</param>
    /// <param name="max">The greatest allowed value.</param>
    /// <param name="rows">The rows.</param>
    public ClaimFinding Within(PaperMeasure measure, double min, double max, params IReadOnlyList<string> rows) =>
        All([.. rows.Select(row => WithinRow(row, measure, min, max, isDrawn: true))]);

    /// <summary>The same for solutions that no seed changes: one is enough.</summary>
    /// <inheritdoc cref="Within" path="/param"/>
    public ClaimFinding WithinExactly(PaperMeasure measure, double min, double max, params IReadOnlyList<string> rows) =>
        All([.. rows.Select(row => WithinRow(row, measure, min, max, isDrawn: false))]);

    /// <summary>Whether a measure rises over rows that no seed changes: one solution of each is enough.</summary>
    /// <inheritdoc cref="Rises" path="/param"/>
    public ClaimFinding RisesExactly(PaperMeasure measure, params IReadOnlyList<string> rows)
    {
        var values = rows.Select(row => Seeds(row) is [var first, ..] ? first.Value(measure) : null).ToList();
        if (values.Contains(null))
            return Waiting();
        var rises = values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);
        return new(
            rises ? ClaimState.Holds : ClaimState.Fails,
            1,
            $"Solved, not drawn: {string.Join(", ", values.Select(value => MeasureText.Of(value!.Value, measure)))}."
        );
    }

    /// <summary>Several findings as one: as strong as the weakest of them.</summary>
    /// <param name="findings">At least one.</param>
    public static ClaimFinding All(params IReadOnlyList<ClaimFinding> findings) =>
        findings.OrderBy(finding => Array.IndexOf(FromTheWeakest, finding.State)).First();

    private static readonly ClaimState[] FromTheWeakest = [ClaimState.Fails, ClaimState.Waiting, ClaimState.NotShown, ClaimState.Holds];

    private ClaimFinding WithinRow(string row, PaperMeasure measure, double min, double max, bool isDrawn)
    {
        var seeds = Seeds(row);
        return Seedwise(seeds.Count, seeds.Count(seed => seed.Value(measure) is { } value && value >= min && value <= max), isDrawn);
    }

    private static ClaimFinding Seedwise(int seeds, int agree, bool isDrawn) =>
        seeds == 0 ? Waiting()
        : agree == 0 ? new(ClaimState.Fails, seeds, Sentence.Of($"In {agree} of {seeds} {Word(seeds)}."))
        : agree < seeds ? new(ClaimState.NotShown, seeds, Sentence.Of($"In {agree} of {seeds} {Word(seeds)}."))
        : seeds < NeededSeeds && isDrawn
            ? new(ClaimState.NotShown, seeds, Sentence.Of($"In {agree} of {seeds} {Word(seeds)}; {NeededSeeds} are needed."))
        : new(ClaimState.Holds, seeds, Sentence.Of($"In {agree} of {seeds} {Word(seeds)}."));

    private static ClaimFinding Paired(List<double> differences, double margin, PaperMeasure measure)
    {
        var n = differences.Count;
        var mean = differences.Average();
        if (n == 1)
            return new(
                ClaimState.NotShown,
                n,
                $"One seed, {(mean > margin ? "which says so" : "which says otherwise")} by {MeasureText.Difference(mean, measure)}; "
                    + $"{NeededSeeds} are needed."
            );
        var half = StudentT.Quantile975(n - 1) * Math.Sqrt(differences.Sum(value => (value - mean) * (value - mean)) / (n - 1) / n);
        var state =
            mean - half > margin && n >= NeededSeeds ? ClaimState.Holds
            : mean + half < margin ? ClaimState.Fails
            : ClaimState.NotShown;
        return new(
            state,
            n,
            $"{MeasureText.Difference(mean, measure)} over {n} seeds, 95 % interval {MeasureText.Difference(mean - half, measure)} to "
                + $"{MeasureText.Difference(mean + half, measure)}."
        );
    }

    private IReadOnlyList<SeedResult> Seeds(string row) => ByRow.GetValueOrDefault(row, []);

    private List<(SeedResult High, SeedResult Low)> Pairs(string high, string low) =>
        [.. Seeds(high).Join(Seeds(low), seed => seed.Seed, seed => seed.Seed, (above, below) => (above, below))];

    private static ClaimFinding Waiting() => new(ClaimState.Waiting, 0, "No seed has ended in every row yet.");

    private static string Word(int seeds) => seeds == 1 ? "seed" : "seeds";
}
