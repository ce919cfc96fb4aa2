using Microsoft.Win32.SafeHandles;

namespace WebLab.Server.Storage;

/// <summary>The data file as LiteDB's stream. It knows the checksum of every page and how many are free.</summary>
internal sealed class PageFile : Stream
{
    private readonly SafeFileHandle _file;
    private readonly List<uint> _checksums = [];
    private readonly List<bool> _areFree = [];

    public PageFile(string path)
    {
        LiteDbPage.ForEach(path, Note);
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
    }

    public IReadOnlyList<uint> Checksums => _checksums;

    /// <summary>Bytes of pages that hold nothing and are used before the file grows.</summary>
    public long FreeBytes { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => RandomAccess.GetLength(_file);
    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = RandomAccess.Read(_file, buffer.AsSpan(offset, count), Position);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Position % LiteDbPage.Size != 0 || count != LiteDbPage.Size)
            throw new NotSupportedException($"LiteDB wrote {count} bytes at {Position}, which is no page.");
        RandomAccess.Write(_file, buffer.AsSpan(offset, count), Position);
        Note((int)(Position / LiteDbPage.Size), buffer.AsSpan(offset, count));
        Position += count;
    }

    /// <summary>LiteDB flushes before it empties the log.</summary>
    public override void Flush() => RandomAccess.FlushToDisk(_file);

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    public override void SetLength(long value)
    {
        RandomAccess.SetLength(_file, value);
        var pages = (int)(value / LiteDbPage.Size);
        if (pages >= _checksums.Count)
            return;
        _checksums.RemoveRange(pages, _checksums.Count - pages);
        _areFree.RemoveRange(pages, _areFree.Count - pages);
        FreeBytes = _areFree.Count(isFree => isFree) * (long)LiteDbPage.Size;
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }

    private void Note(int number, ReadOnlySpan<byte> page)
    {
        while (_checksums.Count <= number)
        {
            _checksums.Add(0);
            _areFree.Add(false);
        }
        var isFree = number > 0 && LiteDbPage.Type(page) == LiteDbPage.Empty;
        FreeBytes += LiteDbPage.Size * ((isFree ? 1L : 0L) - (_areFree[number] ? 1L : 0L));
        (_checksums[number], _areFree[number]) = (Crc32C.Add(0, page), isFree);
    }
}
