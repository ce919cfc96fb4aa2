using System.Text;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Which bytes a text is written in: by its mark, else UTF-16 where every other byte is zero, else UTF-8; bytes that UTF-8 has not
/// are read as Windows-1252, which has Latin-1 within it.</summary>
internal static class TextEncoding
{
    private const int FewestBytes = 8;

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new WesternFallback());

    /// <summary>What can be said: those that are found out, and letters that nothing tells from Windows-1252.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["utf-8", "utf-16", "utf-16BE", "windows-1250", "windows-1251", "windows-1252", "shift_jis", "gb18030", "big5", "euc-kr"];

    /// <summary>Whether letters were taken for Windows-1252 because they are no UTF-8, as those of many other encodings are not.</summary>
    public static bool IsGuess(Encoding encoding, string? said) => said is null && encoding.CodePage == Western.CodePage;

    public static Encoding Of(SourceEntry entry, ReadOnlySpan<byte> begin, string? said)
    {
        if (said is not null)
            return said == "utf-8" ? Utf8 : CodePagesEncodingProvider.Instance.GetEncoding(said) ?? Encoding.GetEncoding(said);
        if (begin is [0xff, 0xfe, 0, 0, ..] or [0, 0, 0xfe, 0xff, ..])
            throw entry.Refuse("is written in UTF-32, which is not read: save it as UTF-8.");
        if (begin is [0xff, 0xfe, ..])
            return Encoding.Unicode;
        if (begin is [0xfe, 0xff, ..])
            return Encoding.BigEndianUnicode;
        if (Unmarked(begin) is { } unmarked)
            return unmarked;
        if (begin.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || begin.IndexOfAnyInRange((byte)0x0E, (byte)0x1F) >= 0)
            throw entry.Refuse("holds bytes that no text has: it is not a table as text.");
        // A character may be cut in two by where the sample ends.
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        try
        {
            decoder.GetCharCount(begin, flush: false);
            return Utf8;
        }
        catch (DecoderFallbackException)
        {
            return Western;
        }
    }

    // Most letters of a table have a zero for one of their two bytes.
    private static Encoding? Unmarked(ReadOnlySpan<byte> begin)
    {
        if (begin.Length < FewestBytes)
            return null;
        var (even, odd) = (0, 0);
        for (var i = 0; i < begin.Length; i++)
        {
            if (begin[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }
        var most = begin.Length / 4;
        return even == 0 && odd > most ? Encoding.Unicode
            : odd == 0 && even > most ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>Takes what is no UTF-8 for Windows-1252: a file whose first million bytes are plain may have its first accent
    /// later.</summary>
    private sealed class WesternFallback : DecoderFallback
    {
        // A sequence that is no character has three bytes at most.
        public override int MaxCharCount => 3;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Letters();

        private sealed class Letters : DecoderFallbackBuffer
        {
            private string _letters = "";
            private int _next;

            public override int Remaining => _letters.Length - _next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (_letters, _next) = (Western.GetString(bytesUnknown), 0);
                return _letters.Length > 0;
            }

            public override char GetNextChar() => _next < _letters.Length ? _letters[_next++] : '\0';

            public override bool MovePrevious()
            {
                if (_next == 0)
                    return false;
                _next--;
                return true;
            }

            public override void Reset() => (_letters, _next) = ("", 0);
        }
    }
}
