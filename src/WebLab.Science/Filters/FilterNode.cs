using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Filters;

/// <summary>A condition or a joint of conditions. Null is undecided: it compares with a best value that is not known yet.</summary>
internal abstract class FilterNode
{
    public abstract bool? Holds(RunSummary run, BestValues best);
}

/// <summary>Both hold.</summary>
internal sealed class AndNode(FilterNode left, FilterNode right) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) =>
        left.Holds(run, best) is var first && first == false ? false : first & right.Holds(run, best);
}

/// <summary>One of them holds.</summary>
internal sealed class OrNode(FilterNode left, FilterNode right) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) =>
        left.Holds(run, best) is var first && first == true ? true : first | right.Holds(run, best);
}

/// <summary>It does not hold.</summary>
internal sealed class NotNode(FilterNode inner) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) => !inner.Holds(run, best);
}

/// <summary>A condition on the run alone.</summary>
internal sealed class TermNode(Func<RunSummary, bool> condition) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) => condition(run);
}

/// <summary>A condition on the best value of a field.</summary>
internal sealed class BestNode(NumberRunField field, Func<double, double, bool> compare, double offset) : FilterNode
{
    public override bool? Holds(RunSummary run, BestValues best) =>
        !best.IsKnown ? null : field.Value(run) is { } value && best.Of(field) is { } value2 && compare(value, value2 + offset);
}

/// <summary>What one condition means: the field decides which operators and values make sense.</summary>
internal static class FilterTerm
{
    private const string None = "none";

    /// <summary>Looks for a word in what people call a run.</summary>
    public static TermNode Search(string word) =>
        new(run =>
            Has(run.Name, word)
            || Has(run.ExperimentName, word)
            || Has(run.Note, word)
            || run.Tags.Any(tag => Has(tag, word))
            || Has(run.Spec.Model, word)
            || Has(run.Spec.Corruption.Kind, word)
            || Has(run.Spec.Dataset, word)
            || Has(Names<RunStatus>.Of(run.Status), word)
        );

    public static TermNode Of(RunField field, FilterToken by, FilterToken value)
    {
        if (value.Kind == FilterTokenKind.Word && value.Is(None) && by.Text is "=" or "!=" or ":")
            return by.Text == "!=" ? new(run => field.Read(run) is not null) : new(run => field.Read(run) is null);
        return field switch
        {
            NumberRunField number => OfNumber(number, by, value),
            TimeRunField time => OfTime(time, by, value),
            TagsRunField => OfTags(by, value),
            TextRunField text => OfText(text, by, value),
            _ => throw new InvalidOperationException($"{field.Name} cannot be filtered by."),
        };
    }

    /// <summary>A number, or a percentage as a fraction; null for neither.</summary>
    public static double? Number(string text)
    {
        var isPercent = text.EndsWith('%');
        return
            double.TryParse(
                isPercent ? text.AsSpan(0, text.Length - 1) : text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var value
            ) && double.IsFinite(value)
            ? isPercent
                ? value / 100
                : value
            : null;
    }

    public static Func<double, double, bool> Comparison(RunField field, FilterToken by) =>
        by.Text switch
        {
            "=" or ":" => (a, b) => Same(a, b),
            "!=" => (a, b) => !Same(a, b),
            "<" => (a, b) => a < b && !Same(a, b),
            "<=" => (a, b) => a < b || Same(a, b),
            ">" => (a, b) => a > b && !Same(a, b),
            ">=" => (a, b) => a > b || Same(a, b),
            _ => throw by.Refuse($"{field.Name} is a number, for which {by.Text} means nothing; it takes =, !=, <, <=, > or >=."),
        };

    private static TermNode OfNumber(NumberRunField field, FilterToken by, FilterToken value)
    {
        var compare = Comparison(field, by);
        var wanted =
            Number(value.Text)
            ?? throw value.Refuse(
                $"{field.Name} must be compared with a number{(field.Better == Better.Neither ? "" : ", best")} or none; it was "
                    + $"{Sentence.Shown(value.Text)}."
            );
        var withoutValue = by.Text == "!=";
        return new(run => field.Value(run) is { } found ? compare(found, wanted) : withoutValue);
    }

    private static TermNode OfTime(TimeRunField field, FilterToken by, FilterToken value)
    {
        if (Interval(value.Text) is not var (wanted, end))
            throw value.Refuse(
                $"{field.Name} must be compared with a date such as 2026-01-31 or \"2026-01-31 14:00\", UTC; it was "
                    + $"{Sentence.Shown(value.Text)}."
            );
        Func<DateTimeOffset, bool> holds = by.Text switch
        {
            "=" or ":" => time => time >= wanted && time < end,
            "!=" => time => time < wanted || time >= end,
            "<" => time => time < wanted,
            "<=" => time => time < end,
            ">" => time => time >= end,
            ">=" => time => time >= wanted,
            _ => throw by.Refuse($"{field.Name} is a time, for which {by.Text} means nothing; it takes =, !=, <, <=, > or >=."),
        };
        var withoutValue = by.Text == "!=";
        return new(run => field.Get(run) is { } time ? holds(time) : withoutValue);
    }

    /// <summary>What is written stands for all of its day, minute or second: runs start at no whole second. The end is not in it.</summary>
    private static (DateTimeOffset Start, DateTimeOffset End)? Interval(string text)
    {
        (string Format, TimeSpan Length)[] formats =
        [
            ("yyyy-MM-dd", TimeSpan.FromDays(1)),
            ("yyyy-MM-dd HH:mm", TimeSpan.FromMinutes(1)),
            ("yyyy-MM-dd'T'HH:mm", TimeSpan.FromMinutes(1)),
            ("yyyy-MM-dd HH:mm:ss", TimeSpan.FromSeconds(1)),
            ("yyyy-MM-dd'T'HH:mm:ss", TimeSpan.FromSeconds(1)),
        ];
        foreach (var (format, length) in formats)
        {
            if (DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start))
                return (start, start <= DateTimeOffset.MaxValue - length ? start + length : DateTimeOffset.MaxValue);
        }
        return null;
    }

    private static TermNode OfTags(FilterToken by, FilterToken value) =>
        by.Text switch
        {
            ":" or "=" => new(run => run.Tags.Contains(value.Text, StringComparer.OrdinalIgnoreCase)),
            "!=" => new(run => !run.Tags.Contains(value.Text, StringComparer.OrdinalIgnoreCase)),
            "~" => new(run => run.Tags.Any(tag => Has(tag, value.Text))),
            _ => throw by.Refuse($"tag takes :, =, != or ~ (has in it); it was {by.Text}."),
        };

    private static TermNode OfText(TextRunField field, FilterToken by, FilterToken value)
    {
        if (
            field.Choices.Count > 0
            && by.Text is "=" or "!=" or ":"
            && !field.Choices.Contains(value.Text, StringComparer.OrdinalIgnoreCase)
        )
            throw value.Refuse($"{field.Name} must be one of {string.Join(", ", field.Choices)}; it was {Sentence.Shown(value.Text)}.");
        return by.Text switch
        {
            "=" => new(run => Same(field.Read(run), value.Text)),
            "!=" => new(run => !Same(field.Read(run), value.Text)),
            ":" when field.Choices.Count > 0 => new(run => Same(field.Read(run), value.Text)),
            ":" or "~" => new(run => field.Read(run) is { } text && Has(text, value.Text)),
            _ => throw by.Refuse($"{field.Name} is text, which takes =, != or ~ (has in it); it was {by.Text}."),
        };
    }

    /// <summary>Equal but for rounding, so that <c>noise = 0.3</c> and <c>best - 0.02</c> find what a person means.</summary>
    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
