using System.Threading.Channels;
using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>
/// The one LiteDB file. Readers are free; all writes go through one thread, because LiteDB 5.0.20 loses acknowledged writes of
/// several writing threads when the process is killed. Jobs that wait together are committed together.
/// </summary>
public sealed class LabDatabase : IDisposable
{
    /// <summary>Bounds how long the first job of a commit waits for the last one; a commit of so many small jobs takes about 50 ms.</summary>
    private const int MaxJobsACommit = 256;

    private readonly DurableDatabase _database;
    private readonly Channel<WriteJob> _jobs = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(4_096) { SingleReader = true });
    private readonly Thread _writer;
    private readonly ILogger<LabDatabase> _logger;

    public LabDatabase(StoreFolder store, ILogger<LabDatabase> logger)
    {
        _logger = logger;
        try
        {
            _database = DurableDatabase.Open(store.Database);
        }
        catch (Exception error) when (error is IOException or LiteException or UnauthorizedAccessException)
        {
            throw new StartupException($"The database {store.Database} cannot be opened: {error.Message}", error);
        }
        _database.UtcDate = true;
        _writer = new(WriteAll) { IsBackground = true, Name = "database writer" };
        _writer.Start();
    }

    /// <summary>Raised on the writer thread when the writes of a commit were undone; its jobs may follow again.</summary>
    public event Action? RolledBack;

    public ILiteCollection<BsonDocument> Read(string collection) => _database.GetCollection(collection);

    /// <summary>Runs a job in the next commit and completes when it is on disk. The job may be run twice: it changes the database and nothing else.</summary>
    /// <param name="job">The writes.</param>
    /// <param name="committed">Called on the writer thread after the commit, in the order of the jobs: for memory that mirrors the file.</param>
    public async Task<T> Write<T>(Func<LiteDatabase, T> job, Action<T>? committed = null)
    {
        var writing = new WriteJob<T>(job, committed);
        await _jobs.Writer.WriteAsync(writing);
        return await writing.Completion;
    }

    public Task Write(Action<LiteDatabase> job) => Write(database => { job(database); return true; });

    public void Dispose()
    {
        _jobs.Writer.TryComplete();
        _writer.Join();
        _database.Dispose();
    }

    private void WriteAll()
    {
        var batch = new List<WriteJob>();
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MaxJobsACommit && _jobs.Reader.TryRead(out var job))
                batch.Add(job);
            if (!Commit(batch) && batch.Count > 1)
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
            _database.BeginTrans();
            foreach (var job in batch)
                job.Run(_database);
            _database.CommitToDisk();
        }
        catch (Exception error)
        {
            _database.Rollback();
            RolledBack?.Invoke();
            if (batch.Count == 1)
                batch[0].Fail(error);
            return false;
        }
        foreach (var job in batch)
            job.Complete(_logger);
        return true;
    }
}
