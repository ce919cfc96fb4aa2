using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Writes a report for a terminal and for a spreadsheet.</summary>
public static class LabelAuditText
{
    private const int MostShown = 20;

    private static readonly string[] CsvHeading =
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

    /// <summary>Whether a number stands in the summary: what all examples give, each text column, and each group that was asked
    /// for.</summary>
    private static bool IsShown(LabelAuditNumber number) =>
        number.Part is null
        || number.Name.StartsWith("text-column.", StringComparison.Ordinal)
        || number.Name.StartsWith("file.", StringComparison.Ordinal)
        || number.Name.EndsWith(".group", StringComparison.Ordinal);

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
            $"{report.Title}: {report.Examples:N0} examples in {report.Classes.Count:N0} classes, looked at by {report.ScoredBy}."
        );
        foreach (var answer in report.Answers)
        {
            yield return "";
            yield return $"{(int)answer.Question + 1}. {Words(answer.Question)}";
            yield return $"   {answer.Sentence}";
            foreach (var number in answer.Numbers.Where(IsShown))
                yield return Line(number);
            if (answer.Question == LabelAuditQuestion.Suspects)
            {
                foreach (var line in SuspectLines(report))
                    yield return line;
            }
            if (answer.Question == LabelAuditQuestion.Oddities)
            {
                foreach (var column in report.OddColumns.Take(MostShown))
                    yield return $"   - {column.Sentence}";
                foreach (var group in report.Duplicates.Take(MostShown / 2))
                    yield return $"   - {Words(group, report.Classes)}";
            }
            foreach (var sentence in answer.CannotSay)
                yield return $"   This cannot say: {sentence}";
        }
    }

    /// <summary>A group of duplicates in words.</summary>
    /// <param name="group">The group.</param>
    /// <param name="classes">The class names.</param>
    public static string Words(DuplicateGroup group, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(group);
        var examples = group.Examples.Take(6).Select(each => Sentence.Of($"{each.Split} {each.Index} ({classes[each.Given]})"));
        return $"{(group.IsExact ? "equal" : Sentence.Of($"nearly equal, {group.Distance:P1} of the median distance"))}: "
            + $"{string.Join(", ", examples)}{(group.Examples.Count > 6 ? Sentence.Of($" and {group.Examples.Count - 6:N0} more") : "")}";
    }

    /// <summary>Every number and every listed suspect, comma-separated, with a heading.</summary>
    /// <param name="report">The report.</param>
    public static IEnumerable<string> Csv(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        yield return Contracts.Csv.Line(CsvHeading);
        foreach (var number in report.Answers.SelectMany(answer => answer.Numbers))
            yield return Contracts.Csv.Line(
                "number",
                number.Name,
                number.Part,
                number.Method,
                number.Value,
                number.Low,
                number.High,
                number.PValue,
                number.Count,
                null,
                null,
                null,
                null,
                null,
                number.CorrectedPValue,
                null
            );
        foreach (var suspect in report.Suspects)
            yield return Contracts.Csv.Line(
                "suspect",
                null,
                null,
                SuspectList.RankedBy,
                suspect.Score,
                null,
                null,
                null,
                null,
                suspect.Split,
                suspect.Index,
                report.Classes[suspect.Given],
                report.Classes[suspect.Suggested],
                suspect.Agree,
                null,
                suspect.Origin
            );
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
