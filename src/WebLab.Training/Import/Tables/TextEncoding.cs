using System.Text;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Which bytes a text is written in: by its mark, else UTF-8, else Latin-1.</summary>
internal static class TextEncoding
{
    public static Encoding Of(SourceEntry entry, ReadOnlySpan<byte> begin)
    {
        if (begin is [0xff, 0xfe, ..])
            return Encoding.Unicode;
        if (begin is [0xfe, 0xff, ..])
            return Encoding.BigEndianUnicode;
        if (begin.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || begin.IndexOfAnyInRange((byte)0x0E, (byte)0x1F) >= 0)
            throw entry.Refuse("holds bytes that no text has: it is not a table as text.");
        // A character may be cut in two by where the sample ends.
        var decoder = new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder();
        try
        {
            decoder.GetCharCount(begin, flush: false);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1;
        }
    }
}
