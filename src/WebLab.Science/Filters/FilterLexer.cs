using System.Text;

namespace WebLab.Science.Filters;

/// <summary>Cuts a filter into pieces. Every character is looked at once.</summary>
internal static class FilterLexer
{
    private const string OperatorCharacters = "=!<>~:";

    /// <summary>The pieces, the last one of kind End.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="isLenient">Whether an open quote ends with the text instead of being refused, as while it is being typed.</param>
    public static IReadOnlyList<FilterToken> Read(string text, bool isLenient = false)
    {
        var tokens = new List<FilterToken>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && (char.IsWhiteSpace(text[at]) || char.IsControl(text[at])))
                at++;
            if (at == text.Length)
                break;
            var token = text[at] switch
            {
                '(' => new FilterToken(FilterTokenKind.Open, "(", at, 1),
                ')' => new FilterToken(FilterTokenKind.Close, ")", at, 1),
                '"' => Quoted(text, at, isLenient),
                '&' or '|' => Joint(text, at),
                var c when OperatorCharacters.Contains(c, StringComparison.Ordinal) => Operator(text, at, isLenient),
                _ => Word(text, at),
            };
            tokens.Add(token);
            at = token.End;
        }
        tokens.Add(new(FilterTokenKind.End, "", text.Length, 0));
        return tokens;
    }

    /// <summary>Within quotes <c>\"</c> is a quotation mark and <c>\\</c> a backslash; before anything else a backslash is
    /// itself.</summary>
    private static FilterToken Quoted(string text, int start, bool isLenient)
    {
        var read = new StringBuilder();
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == '"')
                return new(FilterTokenKind.Quoted, read.ToString(), start, at + 1 - start);
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\')
                at++;
            read.Append(text[at]);
        }
        return isLenient
            ? new(FilterTokenKind.Quoted, read.ToString(), start, text.Length - start)
            : throw new FilterException(start + 1, text.Length - start, "this quote is never closed.");
    }

    /// <summary><c>&amp;</c> and <c>|</c>, single or doubled, as other languages write and and or. Within a word they are
    /// part of it.</summary>
    private static FilterToken Joint(string text, int start) =>
        new(
            FilterTokenKind.Word,
            text[start] == '&' ? "and" : "or",
            start,
            start + 1 < text.Length && text[start + 1] == text[start] ? 2 : 1
        );

    private static FilterToken Operator(string text, int start, bool isLenient)
    {
        var length =
            start + 1 < text.Length && text[start] is '!' or '<' or '>' && start + 1 < text.Length && text[start + 1] == '=' ? 2 : 1;
        if (length == 1 && text[start] == '!' && !isLenient)
            throw new FilterException(start + 1, 1, "! must be followed by =; to turn a condition round, write not before it.");
        if (length == 1 && text[start] == '=' && start + 1 < text.Length && text[start + 1] == '=')
            length = 2;
        var written = text.Substring(start, length);
        return new(FilterTokenKind.Operator, written == "==" ? "=" : written, start, length);
    }

    private static FilterToken Word(string text, int start)
    {
        var end = start;
        while (
            end < text.Length
            && !char.IsWhiteSpace(text[end])
            && !char.IsControl(text[end])
            && text[end] is not ('(' or ')' or '"')
            && !OperatorCharacters.Contains(text[end], StringComparison.Ordinal)
        )
            end++;
        // No value is called best-0.02: it is the best and an amount, written without spaces.
        const string best = "best";
        if (
            end - start > best.Length + 1
            && text.AsSpan(start, end - start).StartsWith(best, StringComparison.OrdinalIgnoreCase)
            && text[start + best.Length] is '-' or '+'
            && char.IsAsciiDigit(text[start + best.Length + 1])
        )
            end = start + best.Length;
        return new(FilterTokenKind.Word, text[start..end], start, end - start);
    }
}

/// <summary>A piece of a filter. The text of a quoted piece is without its quotes and escapes; start and length are those in the
/// source.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Start, int Length)
{
    public int End => Start + Length;

    public bool Is(string word) => Kind == FilterTokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The pieces between a separator, empty ones left out.</summary>
    public IEnumerable<FilterToken> Split(char separator)
    {
        for (int at = 0, end; at < Text.Length; at = end + 1)
        {
            end = Text.IndexOf(separator, at) is var found and >= 0 ? found : Text.Length;
            if (end > at)
                yield return new(Kind, Text[at..end], Start + at, end - at);
        }
    }

    public FilterException Refuse(string sentence) => new(Start + 1, Length, sentence);
}

internal enum FilterTokenKind
{
    Word,
    Quoted,
    Operator,
    Open,
    Close,
    End,
}
