using WebLab.Contracts;
using WebLab.Data;

namespace WebLab.Training.Import.Sources;

/// <summary>What is unpacked as it is read: no more than it may be, and at its end what its trailer says.</summary>
/// <param name="inner">The unpacking stream.</param>
/// <param name="entry">The file, for sentences.</param>
/// <param name="most">Bytes that it may have.</param>
/// <param name="trailer">Checksum and length of all; null where there is none to compare with.</param>
internal sealed class BoundedStream(Stream inner, SourceEntry entry, long most, GzipTrailer? trailer) : Stream
{
    // Deflate packs constant bytes a thousand times, and text some tens of times.
    private const long MaxRatio = 200,
        FreeBytes = 64_000_000;

    private long _count;
    private uint _checksum;
    private bool _isAtEnd;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_isAtEnd || buffer.Length == 0)
            return 0;
        try
        {
            var read = inner.Read(buffer);
            _count += read;
            if (trailer is not null)
                _checksum = Crc32.Of(buffer[..read], _checksum);
            if (_count > most)
                throw entry.TooLong(0, most);
            if (_count > FreeBytes && _count > MaxRatio * entry.Length)
                throw entry.Refuse(
                    Sentence.Of($"unpacks to more than {MaxRatio} times its {entry.Length:N0} bytes, which no honest file does.")
                );
            _isAtEnd = read == 0;
            if (_isAtEnd && trailer is { } last && last != new GzipTrailer(_checksum, (uint)_count))
                throw entry.Refuse("is not whole: its checksum does not fit its content.");
            return read;
        }
        catch (InvalidDataException error)
        {
            throw entry.Refuse($"is not whole: {error.Message}", error);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
