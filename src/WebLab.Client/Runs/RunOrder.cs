using WebLab.Client.Runs.Table;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs;

/// <summary>A column of an experiment's runs.</summary>
/// <param name="Label">Its heading.</param>
/// <param name="Value">What it is ordered by; null stands last.</param>
public sealed record RunTableColumn(string Label, Func<RunSummary, double?> Value)
{
    public bool IsNumber { get; init; } = true;

    /// <summary>The measure that it shows, which has a mean over seeds; null for none.</summary>
    public NumberRunField? Measure { get; init; }

    /// <summary>Whether it is what a run is judged by.</summary>
    public bool IsStrong { get; init; }

    /// <summary>What is said of a run's value beside it.</summary>
    public Func<RunSummary, string?> Aside { get; init; } = _ => null;

    /// <summary>Whether the best are the greatest.</summary>
    public bool IsGreatestFirst => Measure is { Better: Better.Higher };
}

/// <summary>In which order an experiment's runs stand, and their groups: as launched until a heading is pressed; pressed again it is the
/// other way round, and a third time as launched.</summary>
public sealed record RunOrder(RunTableColumn? Column = null, bool IsDescending = false)
{
    /// <summary>A narrow screen has room for so many of the measures.</summary>
    private const int Leading = 2;

    /// <summary>Those of the metrics that have a heading there.</summary>
    public static IReadOnlyList<RunTableColumn> Measures { get; } =
    [.. Metric.Figures.Where(metric => metric.Figure!.Heading is not null).SelectMany(Of)];

    public static IReadOnlyList<RunTableColumn> Columns { get; } =
    [
        new("Run", run => run.Index) { IsNumber = false },
        new("Status", run => (double)run.Status) { IsNumber = false },
        new("Progress", run => RunBoard.ShareDone(run)) { IsNumber = false },
        new("Images/s", Rate),
        new("Time left", run => run.Status.HasEnded() ? null : run.Progress?.SecondsLeft),
        .. Measures,
    ];

    /// <summary>Whether a narrow screen has the column too.</summary>
    public static bool Leads(RunTableColumn column) => Measures.Take(Leading).Contains(column);

    public static double? Rate(RunSummary run) => run.Status.HasEnded() ? run.Result?.ImagesPerSecond : run.Progress?.ImagesPerSecond;

    public RunOrder By(RunTableColumn column) =>
        column != Column ? new(column, IsDescending: column.IsGreatestFirst)
        : IsDescending == column.IsGreatestFirst ? this with { IsDescending = !IsDescending }
        : new();

    public string? SortOf(RunTableColumn column) =>
        column != Column ? null
        : IsDescending ? "descending"
        : "ascending";

    public string Arrow(RunTableColumn column) =>
        column != Column ? ""
        : IsDescending ? " ↓"
        : " ↑";

    /// <summary>The settings in this order, by their means, and in each its runs.</summary>
    public IEnumerable<IReadOnlyList<RunSummary>> Groups(SweptRuns swept)
    {
        // Without seeds a setting is a run, and all of them are ordered as runs.
        var groups = swept.Settings.Any(setting => setting.Count > 1)
            ? swept.Settings
            :
            [
                [.. swept.Settings.SelectMany(setting => setting).OrderBy(run => run.Index)],
            ];
        return Column is not { } column
            ? groups
            : Sorted(groups, group => group.Select(column.Value).Average()).Select(group => Sorted(group, column.Value).ToList());
    }

    /// <summary>The mean of a column over the seeds of a setting that count, with their standard deviation.</summary>
    public static string Mean(RunTableColumn column, IEnumerable<RunSummary> setting)
    {
        if (column.Measure is not { } measure || SeedStatistics.Of(setting, measure) is not { } seeds)
            return "";
        var mean = CellText.Number(measure, seeds.Mean);
        return seeds.Deviation is not { } deviation ? mean
            : measure.IsShare ? Sentence.Of($"{mean} ± {deviation * 100:0.0}")
            : $"{mean} ± {CellText.Number(measure, deviation)}";
    }

    private static IEnumerable<RunTableColumn> Of(Metric metric)
    {
        var heading = metric.Figure!.Heading!;
        yield return Of(heading, metric.Name) with { IsStrong = metric.IsBestByTest };
        // What was chosen on the test set is told where the test is.
        if (metric is { IsBestByTest: true, BestName: { } best })
            yield return Of($"Best {heading.ToLowerInvariant()}", best) with
            {
                Aside = run => run.Result?.BestOf(metric) is { } found ? $"at epoch {found.Epoch}, chosen on the test set" : null,
            };
    }

    private static RunTableColumn Of(string heading, string name)
    {
        var measure = RunFields.Measure(name);
        return new(heading, measure.Value) { Measure = measure };
    }

    private IEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, double?> value)
    {
        var known = items.Select(item => (item, value: value(item))).OrderBy(pair => pair.value is null);
        return (IsDescending ? known.ThenByDescending(pair => pair.value) : known.ThenBy(pair => pair.value)).Select(pair => pair.item);
    }
}
