using LiteDB;
using LiteDB.Engine;

namespace WebLab.Server.Storage;

/// <summary>
/// A LiteDB file whose commits can be waited for, and that is sealed: <see cref="PageLog"/> tells why and how, and <see cref="StoreSeal"/>
/// what is kept of it.
/// </summary>
internal sealed class DurableDatabase : LiteDatabase
{
    /// <summary>The store's own collection: its schema and the number of its commits.</summary>
    public const string Own = "store";

    private readonly PageFile _data;
    private readonly PageLog _log;
    private readonly StoreSeal _seal;
    private long _confirmedBefore;
    private long? _commits;

    private DurableDatabase(LiteEngine engine, PageFile data, PageLog log, StoreSeal seal)
        : base(engine) => (_data, _log, _seal) = (data, log, seal);

    /// <summary>Bytes of the file that hold nothing and are used before it grows, as of the last time that the log was emptied.</summary>
    public long FreeBytes => _data.FreeBytes;

    public long FileBytes => _data.Length;

    public long LogBytes => _log.Length;

    /// <summary>What of the log is acknowledged.</summary>
    public long AcknowledgedLog => _seal.Last.LogLength;

    public static DurableDatabase Open(string path)
    {
        var seal = StoreSeal.Open(path);
        PageFile? data = null;
        PageLog? log = null;
        try
        {
            data = new(path);
            log = new(DatabaseFile.LogOf(path), () => seal.Replace(data.Checksums));
            return new(new LiteEngine(new EngineSettings { DataStream = data, LogStream = log }), data, log, seal);
        }
        catch
        {
            seal.Dispose();
            data?.Dispose();
            log?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Commits in memory; <see cref="FlushToDisk"/> is to follow. Each commit changes its own number, because LiteDB writes nothing for one
    /// that changes nothing, and there would be no page to wait for.
    /// </summary>
    public void Confirm()
    {
        var own = GetCollection(Own);
        _commits ??= own.FindById("commits")?["n"].AsInt64 ?? 0;
        own.Upsert(new BsonDocument { ["_id"] = "commits", ["n"] = ++_commits });
        _confirmedBefore = _log.Confirmed;
        Commit();
    }

    /// <summary>Returns when what was committed is on the disk.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void FlushToDisk()
    {
        var length = _log.FlushToDisk(_confirmedBefore);
        _seal.Acknowledge(length, _log.Checksum, TimeProvider.System.GetUtcNow());
    }

    /// <summary>Makes a seal where there is none; the log must be empty.</summary>
    public void SealFirst()
    {
        if (_seal.Pages is null)
            _seal.Replace(_data.Checksums);
    }

    /// <summary>
    /// Undoes the transaction. LiteDB may confirm one of its own to give back the pages that it took, whose last page must not pass for the
    /// next commit's: moving the log waits for it.
    /// </summary>
    public void Undo()
    {
        Rollback();
        Checkpoint();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        var isEmpty = _log.Length == 0;
        _log.Dispose();
        _data.Dispose();
        _seal.Dispose();
        if (isEmpty)
            File.Delete(_log.Path);
    }
}
