using System.Diagnostics;
using System.Threading.Channels;
using LiteDB;
using WebLab.Server.Telemetry;

namespace WebLab.Server.Storage;

/// <summary>
/// The one LiteDB file. All writes go through one thread, because LiteDB 5.0.20 loses acknowledged writes of several writing threads when
/// the process is killed; jobs that wait together are committed together. Readers ask one question at a time, and none while a job writes
/// (<see cref="ReadCollection"/> tells why); between the jobs of a commit they see what was there before it, and its flush holds nobody up.
/// </summary>
public sealed class LabDatabase : IDisposable
{
    /// <summary>Bounds how long the first job of a commit waits for the last one; a commit of so many small jobs takes about 50
    /// ms.</summary>
    private const int MaxJobsACommit = 256;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly StoreFolder _store;
    private readonly Channel<WriteJob> _jobs = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(4_096) { SingleReader = true });
    private readonly Lock _engine = new();
    private readonly Thread _writer;
    private readonly ILogger<LabDatabase> _logger;
    private volatile DurableDatabase _database;
    private volatile bool _isEnding;
    private bool _isBroken;

    public LabDatabase(StoreFolder store, ILogger<LabDatabase> logger)
    {
        (_store, _logger) = (store, logger);
        _database = DatabaseFile.OpenWhole(store.Database);
        _writer = new(WriteAll) { IsBackground = true, Name = "database writer" };
        _writer.Start();
    }

    /// <summary>Raised on the writer thread when the writes of a commit were undone; its jobs may follow again.</summary>
    public event Action? RolledBack;

    /// <summary>Raised on the writer thread when the disk took no more.</summary>
    public event Action? Full;

    /// <summary>Jobs that wait for a commit.</summary>
    public int Waiting => _jobs.Reader.Count;

    public IReadOnlyList<string> Collections()
    {
        lock (_engine)
            return [.. _database.GetCollectionNames()];
    }

    public ReadCollection Read(string collection) => new(_engine, () => _database.GetCollection(collection));

    /// <summary>Runs a job in the next commit and completes when it is on disk and memory has followed. The job may be run twice.</summary>
    public async Task<T> Write<T>(Func<WriteTransaction, T> job)
    {
        var writing = new WriteJob<T>(job);
        var began = Stopwatch.GetTimestamp();
        await _jobs.Writer.WriteAsync(writing);
        var result = await writing.Completion;
        LabMeter.WriteDuration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return result;
    }

    public Task Write(Action<WriteTransaction> job) =>
        Write(tx =>
        {
            job(tx);
            return true;
        });

    /// <summary>The same for what must not be lost: while the disk is full it tries again.</summary>
    public async Task<T> WriteWhenRoom<T>(Func<WriteTransaction, T> job)
    {
        while (true)
        {
            try
            {
                return await Write(job);
            }
            catch (DiskFullException) when (!_isEnding)
            {
                await Task.Delay(Retry, TimeProvider.System);
            }
        }
    }

    /// <summary>The same for what nobody waits for; a failure is logged.</summary>
    /// <param name="what">What is written, for the log.</param>
    /// <param name="job">The writes.</param>
    public async void WriteLater(string what, Action<WriteTransaction> job)
    {
        try
        {
            await Write(job);
        }
        catch (Exception error)
        {
            _logger.LogWarning(error, "Not written: {What}.", what);
        }
    }

    /// <summary>The server ends: nothing waits for room any more. What is left unsaid of a run the next start finds out.</summary>
    public void EndWaiting() => _isEnding = true;

    /// <summary>Reads, and reads again when the file had to be opened anew, as happens after a write that found no room.</summary>
    public T Reading<T>(Func<T> read)
    {
        var before = _database;
        try
        {
            return read();
        }
        catch (Exception error)
            when (error is LiteException or IOException or ObjectDisposedException or NullReferenceException && IsReopened(before))
        {
            return read();
        }
    }

    /// <summary>Whether the file was opened anew. A write that changes nothing sees to it, since a full disk brings no others.</summary>
    private bool IsReopened(DurableDatabase before)
    {
        _ = _jobs.Writer.TryWrite(new WriteJob<bool>(_ => true));
        return SpinWait.SpinUntil(() => _database != before, Retry);
    }

    /// <summary>What to say and do when a part of the file does not read.</summary>
    public string Damaged(string what) => DatabaseFile.Damaged(_store.Database, what);

    /// <summary>Copies the file as it stands after some commit; commits wait meanwhile.</summary>
    public async Task CopyTo(string file)
    {
        var copying = new CopyJob(() =>
        {
            lock (_engine)
                _database.Checkpoint();
            File.Copy(_store.Database, file, overwrite: true);
        });
        await _jobs.Writer.WriteAsync(copying);
        await copying.Completion;
    }

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _writer.Join();
        lock (_engine)
            DatabaseFile.Close(_database);
    }

    private void WriteAll()
    {
        var batch = new List<WriteJob>();
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MaxJobsACommit && _jobs.Reader.TryRead(out var job))
                batch.Add(job);
            foreach (var copy in batch.OfType<CopyJob>().ToList())
            {
                copy.Do();
                batch.Remove(copy);
            }
            if (batch.Count > 0 && !Commit(batch) && batch.Count > 1)
            {
                // One bad job must not take its neighbours along: each gets a commit of its own.
                foreach (var job in batch)
                    Commit([job]);
            }
        }
    }

    private bool Commit(List<WriteJob> batch)
    {
        try
        {
            lock (_engine)
            {
                if (_isBroken || _database.IsFaulted)
                    Reopen();
                _database.BeginTrans();
            }
            foreach (var job in batch)
            {
                lock (_engine)
                    job.Run(_database);
            }
            lock (_engine)
                _database.Commit();
            _database.FlushToDisk();
        }
        catch (Exception error)
        {
            Undo(error);
            if (batch.Count == 1)
                batch[0].Fail(DiskFullException.Of(error) ?? error);
            return false;
        }
        foreach (var job in batch)
            job.Complete(_logger);
        MoveLog();
        return true;
    }

    /// <summary>Moves a long log into the data file. Apart from the commits, so that a commit that succeeded is never taken for one that
    /// failed.</summary>
    private void MoveLog()
    {
        try
        {
            if (DatabaseFile.IsLogLong(_store.Database))
            {
                lock (_engine)
                    _database.Checkpoint();
            }
        }
        catch (Exception error)
        {
            Undo(error);
        }
    }

    private void Undo(Exception error)
    {
        lock (_engine)
        {
            try
            {
                _database.Rollback();
                _isBroken |= error is IOException;
            }
            catch (Exception second)
            {
                _logger.LogDebug(second, "What followed a failed commit failed too.");
                _isBroken = true;
            }
            try
            {
                if (_isBroken)
                    Reopen();
            }
            catch (Exception third) when (third is IOException or LiteException or StartupException)
            {
                _logger.LogError(third, "The database cannot be opened again; the next write tries once more.");
            }
        }
        RolledBack?.Invoke();
        if (DiskFullException.Of(error) is not null)
            Full?.Invoke();
    }

    /// <summary>After a failed write LiteDB takes its file for longer than it is, or refuses everything: a new one reads what is
    /// there.</summary>
    private void Reopen()
    {
        _isBroken = true;
        // Without moving its log: LiteDB would wait for a thread of its own that the failed write has ended.
        DatabaseFile.Discard(_database);
        _database = DatabaseFile.Open(_store.Database);
        _isBroken = false;
    }
}
