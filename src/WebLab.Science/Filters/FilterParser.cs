using WebLab.Contracts.Runs;
using WebLab.Science.Runs;

namespace WebLab.Science.Filters;

/// <summary>
/// Recursive descent: either = both { "or" both }, both = one { ["and"] one }, one = "not" one | "(" either ")" | term,
/// term = field operator value | field ["not"] "in" "(" values ")" | word. Depth and terms are
/// bounded, so that no filter can exhaust the stack or the server.
/// </summary>
internal sealed class FilterParser(IReadOnlyList<FilterToken> tokens)
{
    private int _at;
    private int _depth;
    private int _terms;

    public List<NumberRunField> Bests { get; } = [];

    public bool NamesArchived { get; private set; }

    private FilterToken Current => tokens[_at];

    private FilterToken Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public FilterNode Parse()
    {
        var root = Either();
        return Current.Kind switch
        {
            FilterTokenKind.End => root,
            FilterTokenKind.Close => throw Current.Refuse("this ) closes nothing."),
            _ => throw Current.Refuse($"{Current.Text} has no field before it."),
        };
    }

    private FilterNode Either()
    {
        var node = Both();
        while (Current.Is("or"))
        {
            _at++;
            node = new OrNode(node, Both());
        }
        return node;
    }

    private FilterNode Both()
    {
        var node = One();
        while (
            Current.Is("and")
            || (Current.Kind is FilterTokenKind.Word or FilterTokenKind.Quoted or FilterTokenKind.Open && !Current.Is("or"))
        )
        {
            if (Current.Is("and"))
                _at++;
            node = new AndNode(node, One());
        }
        return node;
    }

    private FilterNode One()
    {
        var token = Current;
        if (token.Is("not") || token.Kind == FilterTokenKind.Open)
        {
            if (++_depth > RunFilter.MaxDepth)
                throw token.Refuse($"parentheses and not may be nested {RunFilter.MaxDepth} deep at most.");
            _at++;
            var inner = token.Is("not") ? new NotNode(One()) : Either();
            if (token.Kind == FilterTokenKind.Open)
                Close(token);
            _depth--;
            return inner;
        }
        if (++_terms > RunFilter.MaxTerms)
            throw token.Refuse($"a filter has at most {RunFilter.MaxTerms} conditions.");
        return token.Kind switch
        {
            FilterTokenKind.End => throw token.Refuse("a condition is missing here, for example test.acc > 0.5."),
            FilterTokenKind.Close => throw token.Refuse("a condition is missing before this )."),
            FilterTokenKind.Operator => throw token.Refuse($"a field is missing before {token.Text}."),
            _ when token.Is("and") || token.Is("or") => throw token.Refuse($"a condition is missing before {token.Text}."),
            _ => Term(),
        };
    }

    private void Close(FilterToken open)
    {
        if (Current.Kind == FilterTokenKind.Operator)
            throw Current.Refuse($"{Current.Text} has no field before it.");
        if (Current.Kind != FilterTokenKind.Close)
            throw open.Refuse("this ( is never closed.");
        _at++;
    }

    private FilterNode Term()
    {
        var word = Current;
        _at++;
        if (Current.Is("in") && Next.Kind == FilterTokenKind.Open)
            return In(word);
        if (Current.Is("not") && Next.Is("in") && tokens[Math.Min(_at + 2, tokens.Count - 1)].Kind == FilterTokenKind.Open)
        {
            _at++;
            return new NotNode(In(word));
        }
        if (Current.Kind != FilterTokenKind.Operator)
            return Search(word);
        var field = Field(word);
        var by = Current;
        _at++;
        if (Current.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted) || Current.Is("and") || Current.Is("or"))
            throw Current.Refuse($"a value is missing after {word.Text} {by.Text}.");
        return field is NumberRunField number && Current.Is("best") ? Best(number, by) : FilterTerm.Of(field, by, Value());
    }

    private RunField Field(FilterToken word)
    {
        var field = RunFields.Find(word.Text) ?? throw word.Refuse(FieldNames.Unknown(word.Text));
        NamesArchived |= field.Name == "archived";
        return field;
    }

    /// <summary><c>in (1, 2)</c>: equal to one of them. Commas between unquoted values need no space.</summary>
    private FilterNode In(FilterToken word)
    {
        var field = Field(word);
        var equals = new FilterToken(FilterTokenKind.Operator, "=", Current.Start, Current.Length);
        _at++;
        var open = Current;
        _at++;
        FilterNode? either = null;
        foreach (var value in Listed())
        {
            if (either is not null && ++_terms > RunFilter.MaxTerms)
                throw value.Refuse($"a filter has at most {RunFilter.MaxTerms} conditions.");
            var one = FilterTerm.Of(field, equals, value);
            either = either is null ? one : new OrNode(either, one);
        }
        Close(open);
        return either ?? throw open.Refuse($"values are missing after {word.Text} in, for example {word.Text} in (1, 2).");
    }

    private List<FilterToken> Listed()
    {
        var values = new List<FilterToken>();
        for (; Current.Kind is FilterTokenKind.Word or FilterTokenKind.Quoted; _at++)
        {
            foreach (var piece in Current.Kind == FilterTokenKind.Quoted ? [Current] : Current.Split(','))
            {
                if (piece.Is("%") && values.Count > 0 && FilterTerm.Number(values[^1].Text) is not null)
                    values[^1] = values[^1] with { Text = values[^1].Text + "%", Length = piece.End - values[^1].Start };
                else
                    values.Add(piece);
            }
        }
        return values;
    }

    /// <summary>A word alone. One that names a number and stands before a number lacks its operator.</summary>
    private TermNode Search(FilterToken word)
    {
        if (word.Kind == FilterTokenKind.Word && word.Text.All(c => char.IsAscii(c) && !char.IsLetterOrDigit(c)))
            throw word.Refuse($"{word.Text} is no word; in quotes it is looked for as it stands.");
        if (
            word.Kind == FilterTokenKind.Word
            && Current.Kind == FilterTokenKind.Word
            && FilterTerm.Number(Current.Text) is not null
            && RunFields.Find(word.Text) is NumberRunField
        )
            throw Current.Refuse(
                $"an operator is missing between {word.Text} and {Current.Text}, for example {word.Text} > {Current.Text}."
            );
        return FilterTerm.Search(word.Text);
    }

    /// <summary>The value at hand; <c>30 %</c> may be written with a space.</summary>
    private FilterToken Value()
    {
        var value = Current;
        _at++;
        if (value.Kind == FilterTokenKind.Word && Current.Is("%") && FilterTerm.Number(value.Text) is not null)
        {
            value = value with { Text = value.Text + "%", Length = Current.End - value.Start };
            _at++;
        }
        return value;
    }

    /// <summary><c>best</c>, <c>best - 0.02</c> or <c>best -2 %</c>.</summary>
    private BestNode Best(NumberRunField field, FilterToken by)
    {
        if (field.Better == Better.Neither)
            throw Current.Refuse($"{field.Name} has no better or worse, so it has no best.");
        _at++;
        double offset = 0;
        if (Current.Is("-") || Current.Is("+"))
        {
            var sign = Current.Is("-") ? -1 : 1;
            _at++;
            var amount = Current;
            if (amount.Kind != FilterTokenKind.Word || FilterTerm.Number(amount.Text) is not { } number)
                throw amount.Refuse("a number is missing after best, for example best - 0.02.");
            offset = sign * (FilterTerm.Number(Value().Text) ?? number);
        }
        else if (
            Current.Kind == FilterTokenKind.Word
            && Current.Text[0] is '-' or '+'
            && FilterTerm.Number(Current.Text) is { } number
            && Next.Kind != FilterTokenKind.Operator
        )
        {
            offset = FilterTerm.Number(Value().Text) ?? number;
        }
        Bests.Add(field);
        return new(field, FilterTerm.Comparison(field, by), offset);
    }
}

/// <summary>A filter cannot be understood; the message is a sentence that says why and where.</summary>
/// <param name="column">Where, 1-based.</param>
/// <param name="length">How many characters are meant, at least 1.</param>
/// <param name="sentence">Why, without the place.</param>
public sealed class FilterException(int column, int length, string sentence) : FormatException($"Column {column}: {sentence}")
{
    /// <summary>The first character that is not understood, 1-based.</summary>
    public int Column => column;

    /// <summary>How many characters are meant, at least 1.</summary>
    public int Length => Math.Max(1, length);

    /// <summary>Why, without the place.</summary>
    public string Sentence => sentence;
}
