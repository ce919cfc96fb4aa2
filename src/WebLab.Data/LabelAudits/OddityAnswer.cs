using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>Something that the fourth question did not look at, so that it is not told as a count of none.</summary>
/// <param name="Names">The counts' names, without what all of them begin with.</param>
/// <param name="Why">Why not, a sentence; null where there is nothing of the kind to look at.</param>
public sealed record NotLookedAt(IReadOnlyList<string> Names, string? Why);

/// <summary>The fourth question's answer: what else is off.</summary>
public static class OddityAnswer
{
    private const int MostClasses = 64;

    /// <summary>Puts it together from what the report holds.</summary>
    /// <param name="report">The report so far.</param>
    /// <param name="missing">What was not looked at.</param>
    /// <param name="numbers">Further numbers.</param>
    /// <param name="figures">Figures.</param>
    /// <param name="cannotSay">What it cannot say besides.</param>
    public static LabelAuditAnswer Of(
        LabelAuditReport report,
        IReadOnlyList<NotLookedAt> missing,
        IReadOnlyList<LabelAuditNumber> numbers,
        IReadOnlyList<LabelAuditFigure> figures,
        params IReadOnlyList<string> cannotSay
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(missing);
        var left = missing.SelectMany(each => each.Names).ToHashSet(StringComparer.Ordinal);
        var found = Found(report).Where(each => !left.Contains(each.Name)).ToList();
        var order = numbers.FirstOrDefault(number => number.Name == "order.share") is { PValue: < 0.01 };
        string[] words =
        [
            .. found.Where(each => each.Count > 0).Select(each => Counted(each.Count, each.Title)),
            .. order ? new[] { "labels that depend on the order" } : [],
        ];
        string[] unseen =
        [
            .. missing
                .Where(each => each.Why is not null)
                .SelectMany(each => each.Names)
                .Select(name => Found(report).First(each => each.Name == name).Title)
                .Where(title => !title.StartsWith("of ", StringComparison.Ordinal)),
        ];
        return new()
        {
            Question = LabelAuditQuestion.Oddities,
            Sentence =
                (words.Length > 0 ? $"Found: {string.Join(", ", words)}"
                    : unseen.Length > 0 ? "Nothing is odd in what was looked at"
                    : "Nothing else is odd") + (unseen.Length > 0 ? $"; not looked at: {string.Join(", ", unseen)}." : "."),
            Numbers =
            [
                .. found.Select(each => new LabelAuditNumber(
                    $"oddities.{each.Name}",
                    char.ToUpperInvariant(each.Title[0]) + each.Title[1..],
                    each.Method,
                    each.Count,
                    LabelAuditScale.Count
                )
                {
                    Count = report.Examples,
                }),
                .. numbers,
            ],
            Figures = report.ClassChecks.Count is > 0 and <= MostClasses ? [.. figures, Classes(report)] : figures,
            CannotSay =
            [
                .. missing.Select(each => each.Why).OfType<string>(),
                .. cannotSay,
                "Whether what is odd is wrong: two pictures of one thing, or a rare but true example, are odd too.",
            ],
        };
    }

    private static (string Name, string Title, string Method, int Count)[] Found(LabelAuditReport report)
    {
        var embedded = report.Embeddings?.By ?? "";
        return
        [
            (
                "duplicates",
                "groups of equal or nearly equal examples",
                Sentence.Of($"SHA-256 of all values; or nearer than {Duplicates.NearShare} of the median distance to the nearest")
                    + embedded,
                report.Duplicates.Count
            ),
            (
                "duplicates.contradicting",
                "of these with different labels",
                "their given labels compared",
                report.Duplicates.Count(group => group.HasDifferentLabels)
            ),
            (
                "leaks",
                "groups in training and test examples",
                "their splits compared",
                report.Duplicates.Count(group => group.IsLeak)
            ),
            (
                "outliers",
                "outliers",
                $"mean distance to the 10 nearest training examples{embedded}, above 2.5 times their median; the first 100",
                report.Outliers.Count
            ),
            ("blank", "blank examples", "all values equal", report.Blank.Count),
            ("odd-columns", "odd columns", "each column by itself", report.OddColumns.Count),
            (
                "small-classes",
                "small classes",
                "fewer than a tenth of an equal share",
                report.ClassChecks.Count(check => check.IsSmall)
            ),
            ("unreadable", "examples that could not be read", "told by the import, which left them out", report.LeftOut?.Count ?? 0),
        ];
    }

    private static LabelAuditFigure Classes(LabelAuditReport report) =>
        new(LabelAuditFigureKind.Matrix, "The classes: their share of the examples, and the suspects among them", "share", "class")
        {
            Rows = [.. report.ClassChecks.Select(check => new[] { (double)check.Count / report.Examples, check.SuspectShare ?? 0 })],
            RowNames = [.. report.ClassChecks.Select(check => check.Name)],
            ColumnNames = ["of the examples", "suspects"],
        };

    private static string Counted(int count, string title) =>
        count > 1 || title.StartsWith("of ", StringComparison.Ordinal) ? Sentence.Of($"{count:N0} {title}")
        : title.EndsWith("classes", StringComparison.Ordinal) ? $"1 {title[..^"es".Length]}"
        : title.StartsWith("groups", StringComparison.Ordinal) ? $"1 group{title["groups".Length..]}"
        : title.StartsWith("examples", StringComparison.Ordinal) ? $"1 example{title["examples".Length..]}"
        : $"1 {title.TrimEnd('s')}";
}
