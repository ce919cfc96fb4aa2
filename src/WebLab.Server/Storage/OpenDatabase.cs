using LiteDB;

namespace WebLab.Server.Storage;

/// <summary>The database's file, open, with the lock under which it is asked. What fails is undone before anybody reads again, and a file
/// that cannot be trusted any more is opened anew.</summary>
internal sealed class OpenDatabase(string path, ILogger logger) : IDisposable
{
    private volatile DurableDatabase _database = DatabaseFile.OpenWhole(path);
    private bool _isBroken;

    public Lock Lock { get; } = new();

    /// <summary>The file as it was last opened, for its sizes.</summary>
    public DurableDatabase Database => _database;

    /// <summary>The open file. After a failed write LiteDB takes its file for longer than it is, or refuses everything: a new one reads
    /// what is there. To be called with the lock held.</summary>
    public DurableDatabase Current()
    {
        if (!_isBroken)
            return _database;
        var acknowledged = _database.AcknowledgedLog;
        DatabaseFile.Discard(_database);
        _database = DatabaseFile.Open(path, acknowledged);
        _isBroken = false;
        return _database;
    }

    /// <summary>A part of a commit, between which others may read.</summary>
    public void Do(Action<DurableDatabase> part)
    {
        lock (Lock)
        {
            var database = Current();
            try
            {
                part(database);
            }
            catch (Exception error)
            {
                Undo(error);
                throw;
            }
        }
    }

    /// <summary>Readers need not wait for the disk.</summary>
    public void FlushToDisk()
    {
        try
        {
            _database.FlushToDisk();
        }
        catch (Exception error)
        {
            lock (Lock)
                Undo(error);
            throw;
        }
    }

    /// <summary>Closes the file while another takes its place.</summary>
    public void Replace(Action takePlace)
    {
        lock (Lock)
        {
            DatabaseFile.Close(_database);
            _isBroken = true;
            try
            {
                takePlace();
            }
            finally
            {
                Current().SealFirst();
            }
        }
    }

    public void Dispose()
    {
        lock (Lock)
            DatabaseFile.Close(_database);
    }

    private void Undo(Exception error)
    {
        try
        {
            _isBroken |= error is IOException or UnauthorizedAccessException;
            if (!_isBroken)
                _database.Undo();
        }
        catch (Exception second)
        {
            logger.LogDebug(second, "What followed a failed commit failed too.");
            _isBroken = true;
        }
        try
        {
            Current();
        }
        catch (Exception third) when (third is IOException or UnauthorizedAccessException or LiteException or StartupException)
        {
            logger.LogError(third, "The database cannot be opened again; whoever reads or writes next tries once more.");
        }
    }
}
