using System.Buffers.Binary;

namespace WebLab.Server.Storage;

/// <summary>What is read of a page of LiteDB 5 (its BasePage.cs); data file and log have pages of the same form.</summary>
internal static class LiteDbPage
{
    public const int Size = 8_192;

    private const int TypeAt = 4,
        TransactionAt = 14,
        ConfirmedAt = 18;

    /// <summary>A page that waits on the list of free ones.</summary>
    public const byte Empty = 0;

    public static uint Id(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page);

    public static byte Type(ReadOnlySpan<byte> page) => page[TypeAt];

    /// <summary>In the log: the number of the transaction that wrote it.</summary>
    public static uint Transaction(ReadOnlySpan<byte> page) => BinaryPrimitives.ReadUInt32LittleEndian(page[TransactionAt..]);

    /// <summary>In the log: whether it is the last page of a transaction, without which the others count for nothing.</summary>
    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedAt] == 1;

    /// <summary>Goes through the whole pages of a file; the span holds until the next one.</summary>
    public static void ForEach(string path, ReadPage read)
    {
        if (!File.Exists(path))
            return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[128 * Size];
        for (var number = 0; ;)
        {
            var count = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            for (var at = 0; at + Size <= count; at += Size)
                read(number++, buffer.AsSpan(at, Size));
            if (count < buffer.Length)
                return;
        }
    }

    public delegate void ReadPage(int number, ReadOnlySpan<byte> page);
}
