using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Writes a report for a spreadsheet: every number, each cell and point of its figures, and every example that it names.</summary>
public static class LabelAuditCsv
{
    private static readonly string[] Heading =
    [
        "record",
        "name",
        "part",
        "method",
        "value",
        "low",
        "high",
        "p",
        "count",
        "split",
        "index",
        "given",
        "suggested",
        "agree",
        "p_corrected",
        "origin",
    ];

    /// <summary>The lines, with a heading. Behind the columns that all records share stands one for each method that looks at a suspect:
    /// its score, or 1 where it flags and 0 where it does not.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Lines(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string[] methods =
        [
            .. report.Suspects.SelectMany(suspect => suspect.Scores).Select(score => score.Method).Distinct().Where(IsBeside),
        ];
        return Rows(report).Select(row => row.Cells(methods)).Prepend([.. Heading, .. methods]).Select(Csv.Line);
    }

    // The ranking's own score is the suspect's value.
    private static bool IsBeside(string method) => method != SuspectList.RankedBy;

    private static IEnumerable<Row> Rows(LabelAuditReport report) =>
        report
            .Answers.SelectMany(answer => answer.Numbers)
            .Select(Of)
            .Concat(
                report.Embeddings is { } own
                    ?
                    [
                        new Row("embeddings", own.File)
                        {
                            Method = own.IsNetwork ? "a network's penultimate layer" : "the person's own",
                            Value = own.Width,
                        },
                    ]
                    : []
            )
            .Concat(report.Answers.SelectMany(answer => answer.Figures).SelectMany(Of))
            .Concat(report.ClassChecks.Select(Of))
            .Concat(report.Suspects.Select(suspect => Of(suspect, report.Classes)))
            .Concat(
                report.Duplicates.SelectMany(
                    (group, number) => group.Examples.Select(example => Of(example, report.Classes) with
                    {
                        Record = "duplicate",
                        Name = Sentence.Of($"group {number + 1}"),
                        Part = group.IsExact ? "equal" : "nearly equal",
                        Method = group.IsLeak ? "in two splits" : null,
                        Value = group.Distance,
                    })
                )
            )
            .Concat(
                report.Outliers.Select(outlier => Of(outlier.Example, report.Classes) with { Record = "outlier", Value = outlier.Distance })
            )
            .Concat(report.Blank.Select(blank => Of(blank, report.Classes) with { Record = "blank" }))
            .Concat(
                report.OddColumns.Select(column => new Row("odd-column", column.Name)
                {
                    Part = Names<OddColumnKind>.Of(column.Kind),
                    Method = column.Sentence,
                    Value = column.Value,
                    Index = column.Column,
                })
            )
            .Concat(
                (report.LeftOut is { Count: > 0 } leftOut ? leftOut.Reasons : []).Select(reason => new Row("unreadable", reason))
            );

    private static Row Of(LabelAuditNumber number) =>
        new("number", number.Name)
        {
            Part = number.Part,
            Method = number.Method,
            Value = number.Value,
            Low = number.Low,
            High = number.High,
            P = number.PValue,
            Count = number.Count,
            Corrected = number.CorrectedPValue,
        };

    private static IEnumerable<Row> Of(LabelAuditFigure figure)
    {
        for (var bin = 0; bin < figure.Counts.Count; bin++)
            yield return new("histogram", figure.Title)
            {
                Value = figure.Counts[bin],
                Low = figure.XValues[bin],
                High = figure.XValues[bin + 1],
            };
        foreach (var (curve, number) in figure.Shuffled.Prepend(figure.Given).Select((curve, number) => (curve, number)))
        {
            for (var i = 0; i < curve.Count; i++)
                yield return new("curve", figure.Title)
                {
                    Part = number == 0 ? figure.Series ?? "given" : Sentence.Of($"shuffled {number}"),
                    Low = figure.XValues[i],
                    Value = curve[i],
                };
        }
        for (var row = 0; row < figure.Rows.Count; row++)
        {
            for (var column = 0; column < figure.Rows[row].Count; column++)
                yield return new("matrix", figure.Title)
                {
                    Part = figure.RowNames[row],
                    Method = figure.ColumnNames[column],
                    Value = figure.Rows[row][column],
                };
        }
    }

    private static Row Of(ClassCheck check) =>
        new("class", check.Name)
        {
            Part = check.IsSmall ? "small" : null,
            Method = "share that is doubted",
            Value = check.SuspectShare,
            Count = check.Count,
        };

    private static Row Of(LabelSuspect suspect, IReadOnlyList<string> classes) =>
        new("suspect", null)
        {
            Method = SuspectList.RankedBy,
            Value = suspect.Score,
            Split = suspect.Split,
            Index = suspect.Index,
            Given = classes[suspect.Given],
            Suggested = classes[suspect.Suggested],
            Agree = suspect.Agree,
            Origin = suspect.Origin,
            Scores = suspect.Scores,
        };

    private static Row Of(LabelAuditExample example, IReadOnlyList<string> classes) =>
        new("", null)
        {
            Split = example.Split,
            Index = example.Index,
            Given = classes[example.Given],
            Origin = example.Origin,
        };

    private sealed record Row(string Record, string? Name)
    {
        public string? Part { get; init; }
        public string? Method { get; init; }
        public double? Value { get; init; }
        public double? Low { get; init; }
        public double? High { get; init; }
        public double? P { get; init; }
        public int? Count { get; init; }
        public string? Split { get; init; }
        public int? Index { get; init; }
        public string? Given { get; init; }
        public string? Suggested { get; init; }
        public int? Agree { get; init; }
        public double? Corrected { get; init; }
        public string? Origin { get; init; }
        public IReadOnlyList<LabelSuspectScore> Scores { get; init; } = [];

        public IEnumerable<object?> Cells(IEnumerable<string> methods) =>
            [
                Record,
                Name,
                Part,
                Method,
                Value,
                Low,
                High,
                P,
                Count,
                Split,
                Index,
                Given,
                Suggested,
                Agree,
                Corrected,
                Origin,
                .. methods.Select(ScoreOf),
            ];

        private object? ScoreOf(string method) =>
            Scores.FirstOrDefault(score => score.Method == method) is { } said ? said.Score ?? (said.IsFlagged ? 1 : 0) : null;
    }
}
