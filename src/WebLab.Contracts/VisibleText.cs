using System.Globalization;
using System.Text;

namespace WebLab.Contracts;

/// <summary>What a name may hold: a person must see the whole of it, and as it is written.</summary>
public static class VisibleText
{
    /// <summary>The allowed characters in words.</summary>
    public const string Allowed = "none of them a control or an invisible character";

    /// <summary>
    /// Whether the text has something to see and nothing that hides or turns it: no control characters, no formatting ones such as the
    /// right-to-left override U+202E, no private or unpaired ones, no fillers that look like nothing.
    /// </summary>
    /// <param name="text">The text.</param>
    public static bool Is(string? text) =>
        text is not null
        && text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && !IsJoiner(rune))
        && text.EnumerateRunes().All(rune => !IsHidden(rune))
        && !HasUnpaired(text);

    /// <summary>Persian words and some emoji need them.</summary>
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private static bool IsHidden(Rune rune) =>
        (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && !IsJoiner(rune))
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
        // Hangul fillers, the blank Braille cell, the combining grapheme joiner: letters and signs by class, nothing by looks.
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F
        || rune.Value is >= 0xE0000 and <= 0xE0FFF;

    private static bool HasUnpaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }
}
