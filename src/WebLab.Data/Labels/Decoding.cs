using System.Text;

namespace WebLab.Data.Labels;

/// <summary>Tells text from numbers by what no text holds.</summary>
internal static class Decoding
{
    private static ReadOnlySpan<byte> Mark => [0xef, 0xbb, 0xbf];

    /// <summary>The text of UTF-8 bytes, or of UTF-16 bytes with a mark; null for bytes that are no text.</summary>
    public static string? Text(byte[] bytes) => Utf8(bytes) is { } text ? Encoding.UTF8.GetString(text.Span) : null;

    /// <summary>The same as UTF-8: where the bytes are that, they themselves.</summary>
    public static ReadOnlyMemory<byte>? Utf8(byte[] bytes)
    {
        ReadOnlyMemory<byte>? text = bytes switch
        {
            [0xff, 0xfe, ..] => Transcoded(bytes, isBigEndian: false),
            [0xfe, 0xff, ..] => Transcoded(bytes, isBigEndian: true),
            _ when Array.Exists(bytes, IsControl) || !System.Text.Unicode.Utf8.IsValid(bytes) => null,
            _ => bytes,
        };
        while (text is { } marked && marked.Span.StartsWith(Mark))
            text = marked[Mark.Length..];
        return text;
    }

    /// <summary>UTF-16 as UTF-8, a part at a time.</summary>
    private static ReadOnlyMemory<byte>? Transcoded(byte[] bytes, bool isBigEndian)
    {
        try
        {
            using var text = Encoding.CreateTranscodingStream(
                new MemoryStream(bytes),
                new UnicodeEncoding(isBigEndian, byteOrderMark: true, throwOnInvalidBytes: true),
                Encoding.UTF8
            );
            // Two bytes become three at most.
            var utf8 = GC.AllocateUninitializedArray<byte>((bytes.Length / 2 * 3) + Mark.Length);
            var read = utf8.AsMemory(0, text.ReadAtLeast(utf8, utf8.Length, throwOnEndOfStream: false));
            // UTF-32 has the same mark, and zeros.
            if (read.Span.ContainsAnyInRange((byte)0, (byte)8))
                return null;
            return read;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsControl(byte value) => value is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7f;
}
