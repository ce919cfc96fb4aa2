using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace WebLab.Server.Storage;

/// <summary>What has been acknowledged since the log was last emptied.</summary>
/// <param name="Commits">How many commits.</param>
/// <param name="LogLength">The log's length with the last of them.</param>
/// <param name="LogChecksum">The checksum of so much of it.</param>
/// <param name="At">When the last one was acknowledged.</param>
internal readonly record struct Acknowledgement(long Commits, long LogLength, uint LogChecksum, DateTimeOffset At);

/// <summary>
/// A file beside the database that says how long database and log must be and what must stand in them, since LiteDB's pages have no
/// checksums. It has the checksum of every page of the data file as of the last time that the log was emptied, written anew each time and
/// put in the old one's place before the log goes; and what of the log was acknowledged since, written over after each commit in one of
/// two places in turn. That last part is not flushed: a kill leaves it, and a power cut leaves an older one, which claims less.
/// </summary>
internal sealed class StoreSeal(string database) : IDisposable
{
    private const ulong Magic = 0x31_4c_41_45_53_4c_57_57;
    private const int SlotsAt = 64,
        SlotSize = 64,
        TableAt = SlotsAt + 2 * SlotSize;

    private readonly string _path = PathOf(database);
    private SafeFileHandle? _file;
    private int _slot;

    public static string PathOf(string database) => Path.ChangeExtension(database, ".seal");

    public Acknowledgement Last { get; private set; }

    /// <summary>The checksums of the data file's pages; null when there is no seal yet.</summary>
    public uint[]? Pages { get; private set; }

    /// <summary>What to say when a store that must have one has none; it is then made of what is there.</summary>
    public static string Missing(string database) =>
        $"The seal {PathOf(database)} was not there: whether the database's end was there nobody can tell. It was made anew.";

    /// <summary>Makes one for a database that is closed and has no log.</summary>
    public static void Make(string database)
    {
        using var data = new PageFile(database);
        using var seal = new StoreSeal(database);
        seal.Replace(data.Checksums);
    }

    /// <exception cref="InvalidDataException">It does not read.</exception>
    public static StoreSeal Open(string database)
    {
        var seal = new StoreSeal(database);
        if (File.Exists(seal._path))
        {
            try
            {
                seal.Read(File.ReadAllBytes(seal._path));
            }
            catch (ArgumentOutOfRangeException)
            {
                throw new InvalidDataException($"{seal._path} is shorter than it says");
            }
            seal._file = File.OpenHandle(seal._path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        return seal;
    }

    /// <summary>Writes down that a commit is on the disk.</summary>
    public void Acknowledge(long logLength, uint logChecksum, DateTimeOffset now)
    {
        Last = new(Last.Commits + 1, logLength, logChecksum, now);
        if (_file is null)
            return;
        Span<byte> slot = stackalloc byte[SlotSize];
        Write(slot, Last);
        RandomAccess.Write(_file, slot, SlotsAt + _slot * SlotSize);
        _slot = 1 - _slot;
    }

    /// <summary>All of the log is in the data file, whose pages have these checksums.</summary>
    public void Replace(IReadOnlyList<uint> pages)
    {
        var bytes = new byte[TableAt + pages.Count * sizeof(uint)];
        for (var i = 0; i < pages.Count; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(TableAt + i * sizeof(uint)), pages[i]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), pages.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Crc32C.Add(0, bytes.AsSpan(TableAt)));
        var emptied = new Acknowledgement(0, 0, 0, Last.At);
        Write(bytes.AsSpan(SlotsAt, SlotSize), emptied);
        var unfinished = _path + ".part";
        using (var file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write, preallocationSize: bytes.Length))
        {
            RandomAccess.Write(file, bytes, 0);
            RandomAccess.FlushToDisk(file);
        }
        _file?.Dispose();
        _file = null;
        File.Move(unfinished, _path, overwrite: true);
        _file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        (Last, Pages, _slot) = (emptied, [.. pages], 1);
    }

    public void Dispose() => _file?.Dispose();

    private void Read(ReadOnlySpan<byte> bytes)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes) != Magic)
            throw new InvalidDataException($"{_path} is no seal");
        var pages = new uint[BinaryPrimitives.ReadInt32LittleEndian(bytes[8..])];
        var table = bytes.Slice(TableAt, pages.Length * sizeof(uint));
        if (Crc32C.Add(0, table) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]))
            throw new InvalidDataException($"{_path} has another checksum than when it was written");
        for (var i = 0; i < pages.Length; i++)
            pages[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(i * sizeof(uint))..]);
        Pages = pages;
        var slots = new[] { Slot(bytes, 0), Slot(bytes, 1) };
        var newest = slots[1]?.Commits > (slots[0]?.Commits ?? -1) ? 1 : 0;
        Last = slots[newest] ?? throw new InvalidDataException($"{_path} does not say what was acknowledged");
        _slot = 1 - newest;
    }

    private static void Write(Span<byte> slot, Acknowledgement last)
    {
        BinaryPrimitives.WriteInt64LittleEndian(slot, last.Commits);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], last.LogLength);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], last.At.UtcTicks);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[24..], last.LogChecksum);
        // Not 0 for a slot of zeros, which is one that was never written.
        BinaryPrimitives.WriteUInt32LittleEndian(slot[28..], ~Crc32C.Add(0, slot[..28]));
    }

    private static Acknowledgement? Slot(ReadOnlySpan<byte> bytes, int number)
    {
        var slot = bytes.Slice(SlotsAt + number * SlotSize, SlotSize);
        return BinaryPrimitives.ReadUInt32LittleEndian(slot[28..]) != ~Crc32C.Add(0, slot[..28])
            ? null
            : new Acknowledgement(
                BinaryPrimitives.ReadInt64LittleEndian(slot),
                BinaryPrimitives.ReadInt64LittleEndian(slot[8..]),
                BinaryPrimitives.ReadUInt32LittleEndian(slot[24..]),
                new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(slot[16..]), TimeSpan.Zero)
            );
    }
}
