using System.Text;

namespace WebLab.Data.Labels;

/// <summary>Tells text from numbers by what no text holds.</summary>
internal static class Decoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of UTF-8 bytes, or of UTF-16 bytes with a mark; null for bytes that are no text.</summary>
    public static string? Text(byte[] bytes)
    {
        try
        {
            var text = bytes switch
            {
                [0xff, 0xfe, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes),
                [0xfe, 0xff, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true).GetString(bytes),
                _ when Array.Exists(bytes, IsControl) => null,
                _ => Utf8.GetString(bytes),
            };
            return text?.TrimStart('\uFEFF');
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsControl(byte value) => value is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7f;
}
