using WebLab.Client.Layout;
using WebLab.Contracts;
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

    /// <summary>Whether it has a mean over seeds.</summary>
    public bool IsShare { get; init; }
}

/// <summary>In which order an experiment's runs stand, and their groups: as launched until a heading is pressed; pressed again it is the
/// other way round, and a third time as launched.</summary>
public sealed record RunOrder(RunTableColumn? Column = null, bool IsDescending = false)
{
    public static IReadOnlyList<RunTableColumn> Columns { get; } =
    [
        new("Run", run => run.Index) { IsNumber = false },
        new("Status", run => (double)run.Status) { IsNumber = false },
        new("Progress", run => RunBoard.ShareDone(run)) { IsNumber = false },
        new("Images/s", Rate),
        new("Time left", run => run.Status.HasEnded() ? null : run.Progress?.SecondsLeft),
        new("Train", run => run.Result?.TrainAccuracy) { IsShare = true },
        new("Test", run => run.Result?.TestAccuracy) { IsShare = true },
        new("Best test", run => run.Result?.BestTestAccuracy) { IsShare = true },
        new("Memorised", run => run.Result?.MemorisedFraction) { IsShare = true },
    ];

    public static double? Rate(RunSummary run) => run.Status.HasEnded() ? run.Result?.ImagesPerSecond : run.Progress?.ImagesPerSecond;

    public RunOrder By(RunTableColumn column) =>
        column != Column ? new(column, IsDescending: column.IsShare)
        : IsDescending == column.IsShare ? this with { IsDescending = !IsDescending }
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
        var values = SeedStatistics.Counted(setting).Select(column.Value).OfType<double>().Where(double.IsFinite).ToList();
        return !column.IsShare || SeedStatistics.Of(values) is not { } seeds ? ""
            : seeds.Deviation is { } deviation ? Sentence.Of($"{Format.Percent(seeds.Mean)} ± {deviation * 100:0.0}")
            : Format.Percent(seeds.Mean);
    }

    private IEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, double?> value)
    {
        var known = items.Select(item => (item, value: value(item))).OrderBy(pair => pair.value is null);
        return (IsDescending ? known.ThenByDescending(pair => pair.value) : known.ThenBy(pair => pair.value)).Select(pair => pair.item);
    }
}
