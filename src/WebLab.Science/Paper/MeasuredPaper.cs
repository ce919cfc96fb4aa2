using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Paper;

/// <summary>The paper's values at full size as a lab measured them: collected from its runs, and those of WebLab's makers, which come with
/// the product.</summary>
public static class MeasuredPaper
{
    private static readonly Lazy<PaperValues> OfTheMakers = new(Read);

    /// <summary>What the makers of WebLab measured, with recipes as they were then.</summary>
    public static PaperValues Makers => OfTheMakers.Value;

    /// <summary>The value of a row, or null where there is none by the recipe that the row has now.</summary>
    /// <param name="measured">What a lab has measured.</param>
    /// <param name="item">The item.</param>
    /// <param name="row">The row's name.</param>
    /// <param name="measure">What is measured.</param>
    public static PaperValue? Find(PaperValues measured, PaperItem item, string row, PaperMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(item);
        return
            measured.Values.FirstOrDefault(value => value.Item == item.Id && value.Row == row && value.Measure == measure) is { } value
            && item.Rows.FirstOrDefault(candidate => candidate.Name == row) is { } found
            && value.Recipe == Recipe(found.Full)
            ? value
            : null;
    }

    /// <summary>Every value of the paper that a lab's runs give at full size.</summary>
    /// <param name="runs">Any runs; those of other recipes do not count.</param>
    /// <param name="version">The WebLab that collects.</param>
    public static PaperValues Collect(IReadOnlyCollection<RunSummary> runs, string version) =>
        new(version, [.. PaperCatalogue.All.SelectMany(item => Of(item, runs))]);

    private static IEnumerable<PaperValue> Of(PaperItem item, IEnumerable<RunSummary> runs)
    {
        var byRow = PaperRuns
            .Counted(item, PaperScale.Full, runs)
            .Where(PaperRuns.IsJudged)
            .GroupBy(run => item.RowOf(run.Spec, PaperScale.Full)!.Name)
            .ToDictionary(group => group.Key, group => group.OrderBy(run => run.Spec.Seed).ToList());
        foreach (var row in item.RowsAt(PaperScale.Full))
        {
            if (!byRow.TryGetValue(row.Name, out var seeds))
                continue;
            foreach (var published in row.Published)
            {
                List<double> values =
                [
                    .. seeds
                        .Select(run => new SeedResult(run.Spec, run.HasDiverged ? null : run.Result).Value(published.Measure))
                        .OfType<double>(),
                ];
                yield return new()
                {
                    Item = item.Id,
                    Row = row.Name,
                    Measure = published.Measure,
                    Recipe = Recipe(row.Full),
                    Values = values,
                    Without = seeds.Count - values.Count,
                    Device = string.Join("; ", seeds.Select(DeviceOf).Distinct()),
                    Hours = Math.Round(seeds.Sum(run => run.TrainedFor()?.TotalHours ?? 0), 2),
                    MeasuredOn = DateOnly.FromDateTime(seeds.Max(run => run.FinishedAt ?? run.CreatedAt).UtcDateTime),
                };
            }
        }
    }

    private static string DeviceOf(RunSummary run) =>
        run.Facts is { } facts ? $"{facts.Device}, {facts.Threads} {(facts.Threads == 1 ? "thread" : "threads")}" : "unknown";

    private static string Recipe(RunSpec spec) => Convert.ToHexStringLower(RecipeHash.Of(spec with { Seed = 1 }));

    private static PaperValues Read()
    {
        using var stream = typeof(MeasuredPaper).Assembly.GetManifestResourceStream("makers-values.json")!;
        return JsonSerializer.Deserialize<PaperValues>(stream, LabJson.Tolerant)!;
    }
}
