using WebLab.Client.Charts;
using WebLab.Client.Runs.Table;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Client.Compare;

/// <summary>Fields of runs as the axes of a chart: numbers where they are numbers, words in their order otherwise.</summary>
public static class FieldValues
{
    public static IReadOnlyList<RunField> Choices { get; } =
    [
        .. RunFields.All.Where(field =>
            field is NumberRunField or TextRunField && field.Name is not ("id" or "note" or "detail" or "labels" or "archived" or "pinned")
        ),
    ];

    public static object Axis(RunField field, IEnumerable<RunSummary> runs) =>
        new
        {
            name = field.Label,
            isShare = field is NumberRunField { IsShare: true },
            categories = field is NumberRunField
                ? null
                : runs.Select(field.Read).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase).ToArray(),
        };

    /// <summary>A value for the chart: a number, a word, or null for none.</summary>
    public static object? Value(RunField field, RunSummary run) => field is NumberRunField number ? number.Value(run) : field.Read(run);

    /// <summary>What the chart draws, a line a run, with every digit.</summary>
    public static string Csv(IReadOnlyList<RunField> fields, IEnumerable<RunSummary> runs) =>
        string.Concat(
            runs.Select(run => Contracts.Csv.Line([run.Id, run.Name, .. fields.Select(field => Value(field, run))]))
                .Prepend(Contracts.Csv.Line(["id", "name", .. fields.Select(field => field.Name)]))
                .Select(line => line + "\r\n")
        );

    public static string Text(RunField field, RunSummary run) => CellText.Of(field, field.Read(run));

    public static object Look(RunSummary run) =>
        new
        {
            name = run.Name,
            hue = RunPalette.HueOf(run),
            hollow = RunPalette.LapOf(run) % 2 == 1,
        };
}
