using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Filters;

/// <summary>What can stand at a place of a filter that is being typed.</summary>
/// <param name="Start">The first character that a suggestion takes the place of, 0-based.</param>
/// <param name="Length">How many characters it takes the place of.</param>
/// <param name="Suggestions">The suggestions, best first; none where nothing helps.</param>
public sealed record FilterCompletion(int Start, int Length, IReadOnlyList<FilterSuggestion> Suggestions)
{
    private const int MaxSuggestions = 24;

    // What most filters begin with; the other fields follow.
    private static readonly string[] Common =
    [
        "name",
        "model",
        "corruption",
        "noise-rate",
        "test.acc",
        "train.loss",
        "status",
        "tag",
        "experiment",
        "seed",
    ];

    private static readonly FilterSuggestion[] Joints = [new("and", "both hold"), new("or", "one of them holds")];

    /// <summary>The completion at a place.</summary>
    /// <param name="text">The filter so far.</param>
    /// <param name="at">The place, 0 to the text's length.</param>
    /// <param name="known">Values in use by the name of the field, for example the tags under <c>tag</c>; may be empty.</param>
    public static FilterCompletion At(string text, int at, IReadOnlyDictionary<string, IReadOnlyList<string>> known)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(known);
        if (text.Length > RunFilter.MaxLength)
            return new(at, 0, []);
        at = Math.Clamp(at, 0, text.Length);
        var before = FilterLexer.Read(text[..at], isLenient: true).ToList();
        before.RemoveAt(before.Count - 1);
        var typed =
            before.Count > 0 && before[^1].End == at && before[^1].Kind is FilterTokenKind.Word or FilterTokenKind.Quoted
                ? before[^1]
                : (FilterToken?)null;
        if (typed is not null)
            before.RemoveAt(before.Count - 1);
        var start = typed?.Start ?? at;
        var word = typed?.Text ?? "";
        // The rest of the word that the place stands in goes too.
        var end = at;
        while (
            typed is { Kind: FilterTokenKind.Word }
            && end < text.Length
            && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_')
        )
            end++;
        var fitting = Expected(before, known)
            .Where(suggestion => suggestion.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(suggestion => !suggestion.Text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Take(MaxSuggestions)
            .ToList();
        // What is written out already needs no help.
        return new(
            start,
            end - start,
            fitting is [var only] && string.Equals(only.Text, word, StringComparison.OrdinalIgnoreCase) ? [] : fitting
        );
    }

    private static IEnumerable<FilterSuggestion> Expected(
        List<FilterToken> before,
        IReadOnlyDictionary<string, IReadOnlyList<string>> known
    )
    {
        if (before.Count == 0)
            return Fields();
        var last = before[^1];
        if (last.Kind == FilterTokenKind.Operator)
            return before.Count > 1 && RunFields.Find(before[^2].Text) is { } of ? Values(of, last.Text, known) : [];
        if (last.Kind == FilterTokenKind.Open || last.Is("and") || last.Is("or") || last.Is("not"))
            return Fields();
        var isValue = before.Count > 1 && before[^2].Kind == FilterTokenKind.Operator;
        if (last.Kind == FilterTokenKind.Word && !isValue && RunFields.Find(last.Text) is { } field)
            return Operators(field);
        return [.. Joints, .. Fields()];
    }

    private static IEnumerable<FilterSuggestion> Fields() =>
        RunFields
            .All.OrderBy(field => (uint)Array.IndexOf(Common, field.Name))
            .Select(field => new FilterSuggestion(field.Name, field.Label))
            .Append(new("not", "it does not hold"));

    private static IEnumerable<FilterSuggestion> Operators(RunField field) =>
        field switch
        {
            NumberRunField =>
            [
                new(">", "greater"),
                new(">=", "at least"),
                new("<", "less"),
                new("<=", "at most"),
                new("=", "equal"),
                new("!=", "other than"),
            ],
            TimeRunField => [new(">=", "from"), new("<", "before"), new("=", "on the day")],
            TagsRunField => [new(":", "has the tag"), new("!=", "has it not"), new("~", "has a tag with this in it")],
            _ => [new("=", "is"), new("!=", "is not"), new("~", "has in it")],
        };

    private static IEnumerable<FilterSuggestion> Values(RunField field, string by, IReadOnlyDictionary<string, IReadOnlyList<string>> known)
    {
        if (field is TextRunField { Choices.Count: > 0 } text)
            return text.Choices.Select(choice => new FilterSuggestion(choice, field.Label));
        var values = known.GetValueOrDefault(field.Name, []).Select(value => new FilterSuggestion(FilterText.Of(value), field.Label));
        if (field is NumberRunField { Better: not Better.Neither })
            values = values.Append(new("best", "the best of the runs that meet the rest")).Append(new("best - 0.02", "near the best"));
        return by is "=" or "!=" or ":" ? values.Append(new("none", "no value")) : values;
    }
}

/// <summary>One way to go on with a filter.</summary>
/// <param name="Text">What is put in, for example <c>test.acc</c>.</param>
/// <param name="Help">What it is, a few words.</param>
public sealed record FilterSuggestion(string Text, string Help);
