using Microsoft.Win32.SafeHandles;

namespace WebLab.Server.Storage;

/// <summary>
/// The log as LiteDB's stream. LiteDB 5.0.20 returns from a commit while a thread of its own still hands over the pages, the one that
/// confirms the commit last. Here they wait in memory, where LiteDB can read them, until <see cref="FlushToDisk"/> has seen that page and
/// writes all of them at once: a commit of a hundred pages takes one write and one flush, and a disk that is full stops no thread of
/// LiteDB's.
/// </summary>
internal sealed class PageLog : Stream
{
    /// <summary>LiteDB needs milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Kept between commits; a large one takes more for its time.</summary>
    private const int Spare = 1_024 * LiteDbPage.Size;

    private readonly object _gate = new();
    private readonly SafeFileHandle _file;
    private readonly Action _emptying;
    private byte[] _waiting = new byte[Spare];
    private int _waitingLength;
    private long _written;
    private long _confirmed;

    /// <param name="path">The file.</param>
    /// <param name="emptying">Called when all of the log is in the data file, before it is emptied.</param>
    public PageLog(string path, Action emptying)
    {
        _emptying = emptying;
        LiteDbPage.ForEach(path, (_, page) => Checksum = Crc32C.Add(Checksum, page));
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        _written = _confirmed = RandomAccess.GetLength(_file);
        Path = path;
    }

    public string Path { get; }

    /// <summary>Of all that is on the disk.</summary>
    public uint Checksum { get; private set; }

    /// <summary>Where the last page ends that confirmed a transaction.</summary>
    public long Confirmed
    {
        get
        {
            lock (_gate)
                return _confirmed;
        }
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Position { get; set; }

    public override long Length
    {
        get
        {
            lock (_gate)
                return _written + _waitingLength;
        }
    }

    /// <summary>Returns when a transaction that is confirmed beyond a place is on the disk.</summary>
    /// <returns>The length of the log on the disk.</returns>
    /// <exception cref="IOException">It could not be written; then none of it is there.</exception>
    public long FlushToDisk(long confirmedBeyond)
    {
        byte[] waiting;
        int length;
        lock (_gate)
        {
            var late = TimeProvider.System.GetTimestamp();
            while (_confirmed <= confirmedBeyond)
            {
                if (!Monitor.Wait(_gate, Patience) && TimeProvider.System.GetElapsedTime(late) > Patience)
                    throw new IOException("The database did not hand over the last page of a commit.");
            }
            (waiting, length) = (_waiting, _waitingLength);
        }
        // Outside of the lock: whoever reads meanwhile finds the pages in memory. Nobody but this thread starts another transaction.
        try
        {
            RandomAccess.Write(_file, waiting.AsSpan(0, length), _written);
            RandomAccess.FlushToDisk(_file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            RandomAccess.SetLength(_file, _written);
            throw;
        }
        lock (_gate)
        {
            Checksum = Crc32C.Add(Checksum, waiting.AsSpan(0, length));
            _written += length;
            _waiting.AsSpan(length, _waitingLength - length).CopyTo(_waiting);
            _waitingLength -= length;
            if (_waitingLength == 0 && _waiting.Length > Spare)
                _waiting = new byte[Spare];
            return _written;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        lock (_gate)
        {
            var at = Position - _written;
            var read =
                at < 0
                    ? RandomAccess.Read(_file, buffer.AsSpan(offset, (int)Math.Min(count, -at)), Position)
                    : (int)Math.Min(count, Math.Max(0, _waitingLength - at));
            if (at >= 0)
                _waiting.AsSpan((int)at, read).CopyTo(buffer.AsSpan(offset));
            Position += read;
            return read;
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        var page = buffer.AsSpan(offset, count);
        lock (_gate)
        {
            if (count != LiteDbPage.Size || Position != _written + _waitingLength)
                throw new NotSupportedException(
                    $"LiteDB wrote {count} bytes at {Position} of its log, whose end is {_written + _waitingLength}."
                );
            if (_waitingLength + count > _waiting.Length)
                Array.Resize(ref _waiting, 2 * _waiting.Length);
            page.CopyTo(_waiting.AsSpan(_waitingLength));
            _waitingLength += count;
            Position += count;
            if (!LiteDbPage.IsConfirmed(page))
                return;
            _confirmed = Position;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>LiteDB flushes whenever its queue is empty; what counts is <see cref="FlushToDisk"/>.</summary>
    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

    /// <summary>LiteDB empties the log when all of it is in the data file and flushed.</summary>
    public override void SetLength(long value)
    {
        if (value != 0)
            throw new NotSupportedException($"LiteDB cut its log to {value} bytes.");
        _emptying();
        lock (_gate)
        {
            RandomAccess.SetLength(_file, 0);
            (_written, _confirmed, _waitingLength, Checksum, Position) = (0, 0, 0, 0, 0);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        base.Dispose(disposing);
    }
}
