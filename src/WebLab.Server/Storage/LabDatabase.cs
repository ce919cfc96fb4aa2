using System.Diagnostics;
using System.Threading.Channels;
using LiteDB;
using WebLab.Server.Storage.Migrations;
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
    private readonly StoreReserve _reserve;
    private readonly Channel<WriteJob> _jobs = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(4_096) { SingleReader = true });
    private readonly OpenDatabase _open;
    private readonly Thread _writer;
    private readonly ILogger<LabDatabase> _logger;
    private volatile bool _isEnding;

    public LabDatabase(StoreFolder store, ILogger<LabDatabase> logger)
    {
        (_store, _reserve, _logger) = (store, new(store.Root), logger);
        if (store.FinishedRestore is { } finished)
            logger.LogWarning("{Finished}", finished);
        var isSealed = File.Exists(StoreSeal.PathOf(store.Database));
        _open = new(store.Database, logger);
        if (!isSealed && StoreMigrations.SchemaOf(_open.Database) > 0)
            logger.LogWarning("{Missing}", StoreSeal.Missing(store.Database));
        try
        {
            StoreMigrations.Apply(_open.Database, store.Database, logger);
            Compaction.DeleteCopy(store.Database);
            if (Compaction.IsWorth(_open.Database, long.MaxValue) && HasRoomForACopy)
                MakeSmaller();
        }
        catch (Exception error)
        {
            _open.Dispose();
            if (DiskFullException.Of(error) is { } full)
                throw new StartupException(full.Message, error);
            throw;
        }
        _writer = new(WriteAll) { IsBackground = true, Name = "database writer" };
        _writer.Start();
    }

    /// <summary>Raised on the writer thread when the disk took no more.</summary>
    public event Action? Full;

    /// <summary>Whether the log moves into the file after every megabyte, because there is little room for more.</summary>
    public bool KeepsLogShort { get; set; }

    /// <summary>Jobs that wait for a commit.</summary>
    public int Waiting => _jobs.Reader.Count;

    /// <summary>Bytes of the file that hold nothing and are used before it grows.</summary>
    public long FreeBytes => _open.Database.FreeBytes;

    public long FileBytes => _open.Database.FileBytes;

    public IReadOnlyList<string> Collections()
    {
        lock (_open.Lock)
            return [.. _open.Current().GetCollectionNames()];
    }

    public ReadCollection Read(string collection) => new(_open.Lock, () => _open.Current().GetCollection(collection));

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

    /// <summary>The same for what must get through on a full disk, in the room that is kept for it.</summary>
    public async Task<T> WriteFromReserve<T>(Func<WriteTransaction, T> job)
    {
        try
        {
            return await Write(job);
        }
        catch (DiskFullException)
        {
            // Somebody else may just have released it.
            _reserve.Release();
            return await Write(job);
        }
    }

    public Task WriteFromReserve(Action<WriteTransaction> job) =>
        WriteFromReserve(tx =>
        {
            job(tx);
            return true;
        });

    /// <summary>Keeps room for <see cref="WriteFromReserve"/> again; to be called while there is some.</summary>
    public void KeepReserve() => _reserve.Make();

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

    /// <summary>The server ends: nothing waits for room any more. What is left unsaid of a run the next start finds out.</summary>
    public void EndWaiting() => _isEnding = true;

    /// <summary>What to say and do when a part of the file does not read.</summary>
    public string Damaged(string what) => DatabaseFile.Damaged(_store.Database, what);

    /// <summary>Copies the file as it stands after some commit; commits wait meanwhile.</summary>
    public Task CopyTo(string file) =>
        BetweenCommits(() =>
        {
            lock (_open.Lock)
                _open.Current().Checkpoint();
            File.Copy(_store.Database, file, overwrite: true);
        });

    /// <summary>Makes the file smaller if that is worth it, or in any case; commits wait meanwhile, readers hardly.</summary>
    public Task Compact(bool inAnyCase = false) =>
        BetweenCommits(() =>
        {
            lock (_open.Lock)
            {
                if (_open.Current() is { LogBytes: > 0 } database)
                    database.Checkpoint();
            }
            if (inAnyCase || (Compaction.IsWorth(_open.Database, Compaction.MostWhileOpen) && HasRoomForACopy))
                MakeSmaller();
        });

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _writer.Join();
        _open.Dispose();
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

    private async Task BetweenCommits(Action work)
    {
        var copying = new CopyJob(work);
        await _jobs.Writer.WriteAsync(copying);
        await copying.Completion;
    }

    private bool HasRoomForACopy => DiskSpace.Free(_store.Root) > 2 * (FileBytes - FreeBytes);

    private void MakeSmaller()
    {
        var before = FileBytes;
        try
        {
            Compaction.Copy(_store.Database, Collections(), Read);
        }
        catch
        {
            Compaction.DeleteCopy(_store.Database);
            throw;
        }
        _open.Replace(() => Compaction.TakePlace(_store.Database));
        _logger.LogInformation("The database's file has {Now} after {Before}.", DiskSpace.Text(FileBytes), DiskSpace.Text(before));
    }

    private bool Commit(List<WriteJob> batch)
    {
        try
        {
            _open.Do(database => database.BeginTrans());
            var shared = new Dictionary<object, object>();
            foreach (var job in batch)
                _open.Do(database => job.Run(database, shared));
            _open.Do(database => database.Confirm());
            _open.FlushToDisk();
        }
        catch (Exception error)
        {
            if (DiskFullException.Of(error) is { } full)
            {
                Full?.Invoke();
                error = full;
            }
            if (batch.Count == 1)
                batch[0].Fail(error);
            return false;
        }
        foreach (var job in batch)
            job.Complete(_logger);
        if (DatabaseFile.IsLogLong(_store.Database, isTight: _reserve.IsReleased || KeepsLogShort))
            MoveLog();
        return true;
    }

    /// <summary>Moves the log into the data file. Apart from the commits, so that a commit that succeeded is never taken for one that
    /// failed.</summary>
    private void MoveLog()
    {
        try
        {
            _open.Do(database => database.Checkpoint());
        }
        catch (Exception error)
        {
            _logger.LogWarning(error, "The database's log could not be moved into its file; it is tried again after the next commit.");
            if (DiskFullException.Of(error) is not null)
                Full?.Invoke();
        }
    }
}
