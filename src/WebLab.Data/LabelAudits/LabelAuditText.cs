using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Writes a report for a terminal.</summary>
public static class LabelAuditText
{
    private const int MostShown = 20,
        MostColumns = 12,
        Cell = 8;

    /// <summary>Whether a number stands in the summary: what all examples give, each text column, and each group that was asked
    /// for.</summary>
    private static bool IsShown(LabelAuditNumber number) =>
        number.Part is null
        || number.Name.StartsWith("text-column.", StringComparison.Ordinal)
        || number.Name.StartsWith("file.", StringComparison.Ordinal)
        || number.Name.EndsWith(".group", StringComparison.Ordinal)
        || number.Name.EndsWith(".fold", StringComparison.Ordinal)
        || number.Name.EndsWith(".split", StringComparison.Ordinal);

    /// <summary>The words of a question.</summary>
    /// <param name="question">The question.</param>
    public static string Words(LabelAuditQuestion question) =>
        question switch
        {
            LabelAuditQuestion.Association => "Do the labels belong to the features?",
            LabelAuditQuestion.NoiseRate => "How many labels are wrong?",
            LabelAuditQuestion.Suspects => "Which ones?",
            LabelAuditQuestion.Oddities => "What else is off?",
            LabelAuditQuestion.NextSteps => "What now?",
            _ => throw new ArgumentOutOfRangeException(nameof(question), question, "There is no such question."),
        };

    /// <summary>A number as a person reads it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="scale">How it is shown.</param>
    public static string Shown(double value, LabelAuditScale scale) =>
        scale switch
        {
            _ when double.IsNaN(value) => "-",
            LabelAuditScale.Fraction => Sentence.Of($"{value:P2}"),
            LabelAuditScale.Count => Sentence.Of($"{value:N0}"),
            LabelAuditScale.Number => Sentence.Of($"{value:0.####}"),
            _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "There is no such scale."),
        };

    /// <summary>The report in lines of text.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Lines(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        yield return Sentence.Of(
            $"{report.Title}: {report.Examples:N0} examples{Splits(report)} in {report.Classes.Count:N0} classes, "
                + $"looked at by {report.Scorer}."
        );
        foreach (var answer in report.Answers)
        {
            yield return "";
            yield return $"{(int)answer.Question + 1}. {Words(answer.Question)}";
            yield return $"   {answer.Sentence}";
            foreach (var number in answer.Numbers.Where(IsShown))
                yield return Line(number);
            foreach (var line in answer.Figures.Where(IsSquare).SelectMany(MatrixLines))
                yield return line;
            if (answer.Question == LabelAuditQuestion.NoiseRate)
            {
                foreach (var line in ClassLines(report))
                    yield return line;
            }
            if (answer.Question == LabelAuditQuestion.Suspects)
            {
                foreach (var line in SuspectLines(report))
                    yield return line;
            }
            if (answer.Question == LabelAuditQuestion.Oddities)
            {
                foreach (var column in report.OddColumns.Take(MostShown))
                    yield return $"   - {column.Sentence}";
                foreach (var line in Found(report, MostShown / 2))
                    yield return $"   - {line}";
            }
            foreach (var sentence in answer.CannotSay)
                yield return $"   This cannot say: {sentence}";
        }
    }

    /// <summary>How the examples fall into splits, words for behind their number; none where one was looked at.</summary>
    /// <param name="report">The report.</param>
    public static string Splits(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.TestExamples == 0
            ? ""
            : Sentence.Of($" ({report.Examples - report.TestExamples:N0} training, {report.TestExamples:N0} test)");
    }

    /// <summary>The duplicates, outliers, blank and unreadable examples in words.</summary>
    /// <param name="report">The report.</param>
    /// <param name="most">The most of a kind.</param>
    public static IEnumerable<string> Found(LabelAuditReport report, int most)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report
            .Duplicates.Take(most)
            .Select(group => Words(group, report.Classes))
            .Concat(
                report
                    .Outliers.Take(most)
                    .Select(outlier =>
                        Sentence.Of($"far from all others, {outlier.Distance:0.#} times the median: ")
                        + Words(outlier.Example, report.Classes)
                    )
            )
            .Concat(report.Blank.Take(most).Select(blank => $"blank: {Words(blank, report.Classes)}"))
            .Concat(report.LeftOut is { Count: > 0 } leftOut ? [leftOut.Words()] : Array.Empty<string>());
    }

    private static string Words(LabelAuditExample example, IReadOnlyList<string> classes) =>
        Sentence.Of(
            $"{example.Split} {example.Index} ({classes[example.Given]}"
                + $"{(example.Origin is { } origin ? $", {Sentence.Shown(origin)}" : "")})"
        );

    private static string Words(DuplicateGroup group, IReadOnlyList<string> classes)
    {
        var examples = group.Examples.Take(6).Select(each => Words(each, classes));
        return $"{(group.IsExact ? "equal" : Sentence.Of($"nearly equal, {group.Distance:P1} of the median distance"))}: "
            + $"{string.Join(", ", examples)}{(group.Examples.Count > 6 ? Sentence.Of($" and {group.Examples.Count - 6:N0} more") : "")}";
    }

    private static IEnumerable<string> SuspectLines(LabelAuditReport report)
    {
        if (report.Suspects.Count > 0)
            yield return $"   {"example",-16} {"given",-16} {"suggested",-16} {"confidence",10} {"methods",8}";
        foreach (var suspect in report.Suspects.Take(MostShown))
            yield return Sentence.Of(
                $"   {$"{suspect.Split} {suspect.Index}",-16} {Sentence.Shorten(report.Classes[suspect.Given], 15),-16} "
                    + $"{Sentence.Shorten(report.Classes[suspect.Suggested], 15),-16} {suspect.Score,10:0.0000} {suspect.Agree,8}"
                    + $"{(suspect.Origin is { } origin ? "  " + Sentence.Shown(origin) : "")}"
            );
    }

    private static bool IsSquare(LabelAuditFigure figure) =>
        figure.Kind == LabelAuditFigureKind.Matrix && figure.RowNames.SequenceEqual(figure.ColumnNames);

    private static IEnumerable<string> MatrixLines(LabelAuditFigure matrix)
    {
        yield return $"   {matrix.Title}, %: {matrix.Y} by row, {matrix.X} by column"
            + (matrix.Rows.Count > MostColumns ? Sentence.Of($" (of {matrix.Rows.Count:N0} classes: in the CSV and JSON)") : "");
        if (matrix.Rows.Count > MostColumns)
            yield break;
        var heads = matrix.ColumnNames.Select(name => " " + Sentence.Shorten(name, Cell - 1).PadLeft(Cell));
        yield return $"   {"",-16}{string.Concat(heads)}";
        for (var row = 0; row < matrix.Rows.Count; row++)
            yield return $"   {Sentence.Shorten(matrix.RowNames[row], 15),-16}"
                + string.Concat(matrix.Rows[row].Select(share => Sentence.Of($" {100 * share,8:0.0}")));
    }

    private static IEnumerable<string> ClassLines(LabelAuditReport report)
    {
        var numbers = report.Answers.SelectMany(answer => answer.Numbers).ToLookup(number => (number.Name, number.Part));
        yield return $"   {"class",-16} {"examples",9} {"doubted",9} {"wrong, 95 % interval",28} {"neighbours, p",14} {"told, p",10}";
        foreach (var check in report.ClassChecks.Take(MostShown))
        {
            LabelAuditNumber? Of(string name) => numbers[(name, check.Name)].FirstOrDefault();
            var wrong = Of("noise-rate.class") is { Low: { } low, High: { } high } rate
                ? Sentence.Of($"{rate.Value:P1} ({low:P1} to {high:P1})")
                : "-";
            yield return Sentence.Of(
                $"   {Sentence.Shorten(check.Name, 15),-16} {check.Count,9:N0} "
                    + $"{Shown(check.SuspectShare ?? double.NaN, LabelAuditScale.Fraction),9} {wrong,28} "
                    + $"{P(Of("neighbours.share")),14} {P(Of("held-out.share")),10}"
            );
        }
        if (report.ClassChecks.Count > MostShown)
            yield return Sentence.Of($"   and {report.ClassChecks.Count - MostShown:N0} classes more, in the CSV and JSON");

        static string P(LabelAuditNumber? number) => number?.CorrectedPValue is { } p ? Sentence.Of($"{p:0.####}") : "-";
    }

    private static string Line(LabelAuditNumber number)
    {
        var interval = number is { Low: { } low, High: { } high } ? $" ({Shown(low, number.Scale)} to {Shown(high, number.Scale)})" : "";
        var p = number.PValue is { } value ? Sentence.Of($", p = {value:0.####}") : "";
        if (number.CorrectedPValue is { } corrected)
            p += Sentence.Of($" ({corrected:0.####} corrected)");
        var title = number.Part is { } part ? $"{number.Title}, {part}" : number.Title;
        return $"   {title}: {Shown(number.Value, number.Scale)}{interval}{p} [{number.Method}]";
    }
}
