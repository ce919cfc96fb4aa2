namespace WebLab.Server.Storage;

/// <summary>
/// Makes the file as small as what is in it, since LiteDB never gives a page back: all documents are copied into a new file that takes the
/// old one's place. Not by LiteDB's own Rebuild, which loses entries of indexes (its issue 2525), writes where a kill leaves neither file,
/// and keeps everybody waiting.
/// </summary>
internal static class Compaction
{
    /// <summary>Below it nobody would notice.</summary>
    private const long LeastGain = 4_000_000;

    /// <summary>While the lab is open: writing so much again takes about a second, for which reports wait.</summary>
    public const long MostWhileOpen = 64_000_000;

    private const int Some = 256;

    public static bool IsWorth(DurableDatabase database, long mostKept) =>
        database.FreeBytes >= LeastGain
        && database.FreeBytes >= database.FileBytes / 2
        && database.FileBytes - database.FreeBytes <= mostKept;

    /// <summary>Writes the copy; nothing else may write meanwhile.</summary>
    /// <param name="path">The database's file.</param>
    /// <param name="collections">Its collections.</param>
    /// <param name="read">How they are read.</param>
    public static void Copy(string path, IReadOnlyList<string> collections, Func<string, ReadCollection> read)
    {
        DeleteCopy(path);
        var copy = DatabaseFile.Open(CopyOf(path));
        try
        {
            foreach (var name in collections)
            {
                foreach (var some in read(name).All().Chunk(Some))
                {
                    copy.BeginTrans();
                    copy.GetCollection(name).Upsert(some);
                    copy.Confirm();
                    copy.FlushToDisk();
                    // There may be little room beside the copy.
                    if (DatabaseFile.IsLogLong(CopyOf(path), isTight: true))
                        copy.Checkpoint();
                }
                if (read(name).Count() != copy.GetCollection(name).Count())
                    throw new IOException($"The copy of {name} is not whole.");
            }
            copy.Checkpoint();
        }
        finally
        {
            DatabaseFile.Discard(copy);
        }
    }

    /// <summary>Puts the copy in the file's place; neither may be open. Killed meanwhile, one of them is there.</summary>
    public static void TakePlace(string path)
    {
        // First the old one's: without a seal the next opening makes one.
        File.Delete(StoreSeal.PathOf(path));
        File.Move(CopyOf(path), path, overwrite: true);
        DeleteCopy(path);
    }

    /// <summary>Deletes what a kill may have left of a copy.</summary>
    public static void DeleteCopy(string path)
    {
        var copy = CopyOf(path);
        foreach (var file in new[] { copy, DatabaseFile.LogOf(copy), StoreSeal.PathOf(copy) })
            File.Delete(file);
    }

    private static string CopyOf(string path) => Path.ChangeExtension(path, ".compact.db");
}
