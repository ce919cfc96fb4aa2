namespace WebLab.Contracts.Filters;

/// <summary>A piece of a filter. The text of a quoted piece is without its quotes; start and length are those in the source.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Start, int Length)
{
    public int End => Start + Length;

    public bool Is(string word) => Kind == FilterTokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public FilterException Refuse(string sentence) => new(Start + 1, Length, sentence);
}
