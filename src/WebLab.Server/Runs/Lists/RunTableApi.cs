using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Server.Problems;

namespace WebLab.Server.Runs.Lists;

/// <summary>The table of runs as a file, whole: CSV with every digit for programs, LaTeX with rounded numbers for a paper. Grouped, it has
/// a line a group with n, mean and standard deviation.</summary>
public static class RunTableApi
{
    private const int MaxGroupFields = 4;

    public static void Map(RouteGroupBuilder runs)
    {
        Map(runs, "csv", Contracts.Csv.ContentType, Csv)
            .WithSummary("Every run that a filter lets through as CSV (fields=name,test.acc), or groups (by=model).");
        Map(runs, "latex", "application/x-latex; charset=utf-8", Tex).WithSummary("The same as a LaTeX table.");
    }

    private static RouteHandlerBuilder Map(
        RouteGroupBuilder runs,
        string format,
        string type,
        Func<WrittenRunTable, IEnumerable<string>> write
    ) =>
        runs.MapGet(
                $"/table.{format}",
                (RunSearch search, VisibleRuns visible, string fields, string? by = null, string? filter = null, string? sort = null) =>
                    Answer(search, visible, fields, by, filter, sort, type, format == "csv" ? "csv" : "tex", write)
            )
            .ProducesProblem(400)
            .Produces(200, contentType: type);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Answer(
        RunSearch search,
        VisibleRuns visible,
        string fields,
        string? by,
        string? filter,
        string? sort,
        string type,
        string extension,
        Func<WrittenRunTable, IEnumerable<string>> write
    )
    {
        if (RunListApi.Query(filter, sort, out var query) is { } refused)
            return refused;
        if (Named("fields", fields, RunRow.MaxCells, out var columns) is { } wrong)
            return wrong;
        List<RunField> groups = [];
        if (by is not null && Named("by", by, MaxGroupFields, out groups) is { } wrongGroup)
            return wrongGroup;
        if (groups.Count > 0 && columns.Find(column => column is not NumberRunField) is { } text)
            return Problem.Of(400, $"fields must be numbers where runs are grouped, for example test.acc; one was {text.Name}.");
        var found = search.Find(query, visible);
        var table =
            groups.Count == 0 ? WrittenRunTable.Of(found, columns) : WrittenRunTable.Of(found, groups, [.. columns.Cast<NumberRunField>()]);
        return TypedResults.Stream(
            async body =>
            {
                await using var file = new StreamWriter(body, leaveOpen: true) { NewLine = extension == "csv" ? "\r\n" : "\n" };
                foreach (var line in write(table))
                    await file.WriteLineAsync(line);
            },
            type,
            $"weblab-runs.{extension}"
        );
    }

    private static ProblemHttpResult? Named(string parameter, string names, int most, out List<RunField> fields)
    {
        fields = [];
        var split = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (split.Length == 0 || split.Length > most)
            return Problem.Of(400, $"{parameter} must name 1 to {most} fields, with commas between; it named {split.Length}.");
        foreach (var name in split)
        {
            if (RunFields.Find(name) is not { } field)
                return Problem.Of(400, $"{parameter} must name fields, for example model,test.acc; one was {Sentence.Shorten(name)}.");
            fields.Add(field);
        }
        return null;
    }

    private static IEnumerable<string> Csv(WrittenRunTable table) =>
        table.Rows.Select(row => Contracts.Csv.Line(row)).Prepend(Contracts.Csv.Line(table.Names));

    private static IEnumerable<string> Tex(WrittenRunTable table) => Latex.Table(table.Columns, table.Rounded);
}

/// <summary>What stands in a table of runs.</summary>
/// <param name="Names">The written names of the columns.</param>
/// <param name="Rows">The values with every digit.</param>
/// <param name="Columns">The headings for people.</param>
/// <param name="Rounded">The values as LaTeX.</param>
internal sealed record WrittenRunTable(
    IReadOnlyList<string> Names,
    IEnumerable<IReadOnlyList<object?>> Rows,
    IReadOnlyList<(string Heading, bool IsNumber)> Columns,
    IEnumerable<IReadOnlyList<string>> Rounded
)
{
    public static WrittenRunTable Of(IReadOnlyList<RunSummary> runs, IReadOnlyList<RunField> fields) =>
        new(
            ["id", .. fields.Select(field => field.Name)],
            runs.Select(run => (IReadOnlyList<object?>)[run.Id, .. fields.Select(field => Value(field, run))]),
            [.. fields.Select(field => (Heading(field), field is NumberRunField))],
            runs.Select(run => (IReadOnlyList<string>)[.. fields.Select(field => Tex(field, run))])
        );

    public static WrittenRunTable Of(IReadOnlyList<RunSummary> runs, IReadOnlyList<RunField> by, IReadOnlyList<NumberRunField> measures)
    {
        var groups = RunGrouping.Of(runs, by, measures, maxIds: 0);
        return new(
            [
                .. by.Select(field => field.Name),
                "runs",
                .. measures.SelectMany(field => new[] { "n", "mean", "sd" }.Select(what => $"{field.Name}.{what}")),
            ],
            groups.Select(group =>
                (IReadOnlyList<object?>)
                    [
                        .. group.Values,
                        group.Count,
                        .. measures
                            .Select(measure => group.Spreads.GetValueOrDefault(measure.Name))
                            .SelectMany(spread =>
                                new object?[] { spread?.Count ?? 0, spread?.Mean, spread?.Count > 1 ? spread.StandardDeviation : null }
                            ),
                    ]
            ),
            [
                .. by.Select(field => (field.Label, false)),
                ("runs", true),
                .. measures.SelectMany(field => new[] { ("n", true), (Heading(field), true) }),
            ],
            groups.Select(group =>
                (IReadOnlyList<string>)
                    [
                        .. group.Values.Select(value => value is null ? "--" : Latex.Text(value)),
                        Sentence.Of($"{group.Count}"),
                        .. measures
                            .Select(measure => (Measure: measure, Spread: group.Spreads.GetValueOrDefault(measure.Name)))
                            .SelectMany(cell => new[] { Sentence.Of($"{cell.Spread?.Count ?? 0}"), Tex(cell.Measure, cell.Spread) }),
                    ]
            )
        );
    }

    private static string Heading(RunField field) => field is NumberRunField { IsShare: true } ? $"{field.Label} (%)" : field.Label;

    private static object? Value(RunField field, RunSummary run) => field is NumberRunField number ? number.Value(run) : field.Read(run);

    private static string Tex(RunField field, RunSummary run) =>
        field is NumberRunField number
            ? number.Value(run) is { } value
                ? Tex(number, value)
                : "--"
            : field.Read(run) is { } text
                ? Latex.Text(text)
                : "--";

    private static string Tex(NumberRunField field, double value) =>
        field.IsShare && double.IsFinite(value) ? Sentence.Of($"{100 * value:0.0}") : Latex.Number(value);

    private static string Tex(NumberRunField field, Spread? spread) =>
        spread is null ? "--"
        : spread.Count == 1 ? Tex(field, spread.Mean)
        : $"{Tex(field, spread.Mean)} $\\pm$ {Tex(field, spread.StandardDeviation)}";
}
