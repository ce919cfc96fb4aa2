using LiteDB;
using WebLab.Server.Curves;

namespace WebLab.Server.Storage;

/// <summary>
/// How the LiteDB file and its log are opened, closed and looked at.
/// </summary>
internal static class DatabaseFile
{
    private const int PageSize = LiteDbPage.Size;
    private const int ConfirmedAt = 18,
        LastPageAt = 64;

    /// <summary>32 MB: commits are fast whatever its length, opening after a kill reads it, and moving it costs three flushes.</summary>
    public const long LongLog = 4_000L * PageSize;

    /// <summary>1 MB, where there is hardly room for a log at all.</summary>
    private const long LongTightLog = 125L * PageSize;

    public static string LogOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}-log{Path.GetExtension(path)}");

    public static bool IsLogLong(string path, bool isTight = false) =>
        new FileInfo(LogOf(path)) is { Exists: true, Length: var length } && length > (isTight ? LongTightLog : LongLog);

    /// <summary>Opens the file, or makes one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="acknowledgedLog">How much of the log counts, where that is known: a write that failed may have left more.</param>
    public static DurableDatabase Open(string path, long acknowledgedLog = long.MaxValue)
    {
        TrimLog(LogOf(path), acknowledgedLog);
        TrimData(path);
        var database = DurableDatabase.Open(path);
        try
        {
            database.UtcDate = true;
            // The writer moves the log itself, between its commits.
            if (database.CheckpointSize != 0)
                database.CheckpointSize = 0;
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for a server's life and reads all of it but the points.</summary>
    /// <exception cref="StartupException">It cannot be opened, or is damaged; the sentence says what to do.</exception>
    public static DurableDatabase OpenWhole(string path)
    {
        DurableDatabase? database = null;
        try
        {
            if (MissingPart(path) is { } missing)
                throw new StartupException(Damaged(path, missing));
            if (SealCheck.Problem(path) is { } problem)
                throw new StartupException(
                    Damaged(path, $"{problem}; whoever must go on with what is left deletes {StoreSeal.PathOf(path)}")
                );
            database = Open(path);
            database.Checkpoint();
            if (Ending(path) is { } ending)
                throw new StartupException(Damaged(path, ending));
            foreach (var (collection, error) in Unreadable(database, deep: false))
                throw new StartupException(Damaged(path, $"the {collection} cannot be read ({error})"));
            database.SealFirst();
            return database;
        }
        catch (Exception error)
        {
            if (database is not null)
                Close(database);
            throw error switch
            {
                StartupException => error,
                _ when DiskFullException.Is(error) => new StartupException(
                    $"The disk that holds {path} is full: free some room on it, then start again.",
                    error
                ),
                IOException or UnauthorizedAccessException => new StartupException(
                    $"The database {path} cannot be opened: {error.Message}",
                    error
                ),
                _ => new StartupException(Damaged(path, error.Message.TrimEnd('.')), error),
            };
        }
    }

    /// <summary>Moves the log into the file and closes both; whatever fails, no handle stays open.</summary>
    public static void Close(LiteDatabase database)
    {
        try
        {
            database.Checkpoint();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The log stays, and the next opening reads it.
        }
        Discard(database);
    }

    /// <summary>Closes the files as they are.</summary>
    public static void Discard(LiteDatabase database)
    {
        try
        {
            database.Dispose();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // It had closed itself.
        }
    }

    /// <summary>The collections that do not read, each with what was said. Points are counted by their index, or read too.</summary>
    public static IEnumerable<(string Collection, string Error)> Unreadable(LiteDatabase database, bool deep)
    {
        foreach (var collection in database.GetCollectionNames().ToList())
        {
            if (Failure(database.GetCollection(collection), deep || collection != CurveBlocks.Collection) is { } error)
                yield return (collection, error);
        }
    }

    public static string Damaged(string path, string what) =>
        $"The database {path} is damaged: {what}. ./weblab doctor --store {Path.GetDirectoryName(path)} tells more, and ./weblab restore "
        + $"FILE --store {Path.GetDirectoryName(path)} brings back a backup.";

    private static string? Failure(ILiteCollection<BsonDocument> collection, bool whole)
    {
        try
        {
            var indexed = collection.Count();
            var read = whole ? collection.FindAll().Count() : indexed;
            return indexed == read ? null : $"its index has {indexed} entries and {read} were found";
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A damaged page can lead LiteDB to any exception.
            return error.Message.TrimEnd('.');
        }
    }

    /// <summary>LiteDB would make a new, empty database of these.</summary>
    private static string? MissingPart(string path)
    {
        var (file, log) = (new FileInfo(path), new FileInfo(LogOf(path)));
        if (file is { Exists: true, Length: < PageSize })
            return $"it has {file.Length} bytes, less than one page";
        return !file.Exists && log is { Exists: true, Length: > 0 } ? "its log is there and the file itself is not" : null;
    }

    /// <summary>Whether the file is shorter than its first page says; to be asked when the log is empty.</summary>
    private static string? Ending(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> last = stackalloc byte[sizeof(uint)];
        file.Position = LastPageAt;
        file.ReadExactly(last);
        var pages = BitConverter.ToUInt32(last) + 1L;
        return file.Length >= pages * PageSize ? null : $"it ends after page {file.Length / PageSize:N0} of {pages:N0}";
    }

    /// <summary>
    /// Takes from the log's end what no commit confirmed, as a kill or a full disk leaves it. LiteDB 5.0.20 numbers its transactions from
    /// the last confirmed one on, so that the pages of an abandoned one could later pass for pages of the one that gets its number.
    /// </summary>
    private static void TrimLog(string log, long most)
    {
        if (!File.Exists(log))
            return;
        using var file = new FileStream(log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var pages = Math.Min(file.Length, most) / PageSize;
        while (pages > 0)
        {
            file.Position = (pages - 1) * PageSize + ConfirmedAt;
            if (file.ReadByte() == 1)
                break;
            pages--;
        }
        if (file.Length != pages * PageSize)
            file.SetLength(pages * PageSize);
    }

    /// <summary>A kill while the log was moved into the file can leave a part of a page at its end; the log still has all of it.</summary>
    private static void TrimData(string path)
    {
        if (new FileInfo(path) is not { Exists: true } data || data.Length % PageSize == 0)
            return;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(data.Length / PageSize * PageSize);
    }
}
