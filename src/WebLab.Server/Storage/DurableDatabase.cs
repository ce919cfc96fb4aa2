using System.Reflection;
using LiteDB;
using LiteDB.Engine;

namespace WebLab.Server.Storage;

/// <summary>
/// A LiteDB file whose commits can be waited for. LiteDB 5.0.20 returns from a commit while a thread of its own still writes the pages,
/// and that thread flushes the disk once every few pages: who is killed meanwhile loses what was acknowledged, and a commit of a hundred
/// pages takes dozens of flushes. Here its flushes of the log do nothing, and <see cref="FlushToDisk"/> waits for the pages and flushes
/// once.
/// </summary>
internal sealed class DurableDatabase : LiteDatabase
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly DataFile _data;
    private readonly LogFile _log;
    private readonly ManualResetEventSlim _isWritten;

    private DurableDatabase(LiteEngine engine, DataFile data, LogFile log)
        : base(engine)
    {
        (_data, _log) = (data, log);
        _isWritten = WrittenOf(engine);
    }

    /// <summary>Whether a page could not be written: LiteDB then refuses reads too.</summary>
    public bool IsFaulted => _log.Fault is not null;

    public static DurableDatabase Open(string path)
    {
        var data = new DataFile(path);
        LogFile? log = null;
        try
        {
            log = new(LogOf(path));
            return new(new LiteEngine(new EngineSettings { DataStream = data, LogStream = log }), data, log);
        }
        catch
        {
            data.Dispose();
            log?.Dispose();
            throw;
        }
    }

    /// <summary>Returns when what was committed is on the disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void FlushToDisk()
    {
        while (!_isWritten.Wait(Glance))
        {
            if (_log.Fault is { } fault)
                throw new IOException("The database's log could not be written.", fault);
        }
        _log.Flush(flushToDisk: true);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        var isEmpty = _log.CanRead && _log.Length == 0;
        _log.Dispose();
        _data.Dispose();
        if (isEmpty)
            File.Delete(_log.Name);
    }

    private static string LogOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}-log{Path.GetExtension(path)}");

    /// <summary>LiteDB's own sign that no page waits to be written; nothing public tells it.</summary>
    private static ManualResetEventSlim WrittenOf(LiteEngine engine)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var disk = engine.GetType().GetField("_disk", any)?.GetValue(engine);
        var lazy = disk?.GetType().GetProperty("Queue", any)?.GetValue(disk);
        var queue = lazy?.GetType().GetProperty("Value", any)?.GetValue(lazy);
        return queue?.GetType().GetField("_queueIsEmpty", any)?.GetValue(queue) as ManualResetEventSlim
            ?? throw new MissingFieldException(
                "LiteDB has changed inside: there is no queue of pages to wait for, and no commit can be trusted."
            );
    }

    /// <summary>LiteDB flushes it before it empties the log.</summary>
    private sealed class DataFile(string path)
        : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0)
    {
        public override void Flush() => Flush(flushToDisk: true);
    }

    private sealed class LogFile(string path)
        : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0)
    {
        private volatile Exception? _fault;

        /// <summary>Why a page could not be written; LiteDB's thread ends with it and tells nobody.</summary>
        public Exception? Fault => _fault;

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                base.Write(buffer, offset, count);
            }
            catch (Exception error)
            {
                _fault = error;
                throw;
            }
        }
    }
}
