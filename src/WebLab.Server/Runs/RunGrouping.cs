using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Server.Runs;

/// <summary>Groups runs by what they agree in. A run without a value of a field is in the group of those without.</summary>
internal static class RunGrouping
{
    public static IReadOnlyList<RunGroup> Of(
        IReadOnlyList<RunSummary> runs,
        IReadOnlyList<RunField> fields,
        IReadOnlyList<NumberRunField> measures,
        int maxIds
    )
    {
        // Sorting by the fields first makes the groups come in the order of their values, numbers as numbers.
        IEnumerable<RunSummary> sorted = runs;
        foreach (var field in fields.Reverse())
            sorted = field.Order(sorted, descending: false);
        return
        [
            .. sorted
                .GroupBy(run => string.Join('\u001f', fields.Select(field => field.Read(run) ?? "\u0000")))
                .Select(group => Of([.. group], fields, measures, maxIds)),
        ];
    }

    private static RunGroup Of(List<RunSummary> runs, IReadOnlyList<RunField> fields, IReadOnlyList<NumberRunField> measures, int maxIds)
    {
        var spreads = new Dictionary<string, Spread>();
        var counted = SeedStatistics.Counted(runs).ToList();
        foreach (var measure in measures)
        {
            if (Spread.Of([.. counted.Select(measure.Value).OfType<double>().Where(double.IsFinite)]) is { } spread)
                spreads[measure.Name] = spread;
        }
        return new(
            [.. fields.Select(field => field.Read(runs[0]))],
            runs.Count,
            [.. runs.OrderByDescending(run => run.CreatedAt).Take(maxIds).Select(run => run.Id)],
            spreads
        );
    }
}
