using System.Globalization;
using System.Runtime.CompilerServices;

namespace WebLab.Contracts;

/// <summary>How what is told to a person is put together: numbers written alike everywhere, and values kept short.</summary>
public static class Sentence
{
    /// <summary>The text, its numbers written as in English whatever the machine is set to: 50,000 and 0.1.</summary>
    public static string Of(ref InvariantText text) => text.ToStringAndClear();

    /// <summary>A value that somebody wrote, for a sentence about it: at most so many characters, then an ellipsis.</summary>
    public static string Shorten(string value, int most = 60) => value.Length <= most ? value : Cut(value, most) + "…";

    /// <summary>The beginning of a text, at most so many characters and no half of one.</summary>
    public static string Cut(string value, int most) =>
        value.Length <= most ? value
        : char.IsHighSurrogate(value[most - 1]) ? value[..(most - 1)]
        : value[..most];

    /// <summary>The same where the value stands alone: nothing written is called empty.</summary>
    public static string Shown(string value) => value.Length == 0 ? "empty" : Shorten(value);
}

/// <summary>What the compiler makes of $"..." for <see cref="Sentence.Of"/>; parts joined by + are one text.</summary>
[InterpolatedStringHandler]
public ref struct InvariantText
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Called by the compiler.</summary>
    public InvariantText(int literalLength, int formattedCount) => _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, int alignment = 0, string? format = null) => _text.AppendFormatted(value, alignment, format);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    internal string ToStringAndClear() => _text.ToStringAndClear();
}
