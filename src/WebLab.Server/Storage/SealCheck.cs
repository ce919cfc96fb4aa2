using WebLab.Contracts;

namespace WebLab.Server.Storage;

/// <summary>Whether database and log are as long as they must be, and hold what was acknowledged.</summary>
internal static class SealCheck
{
    /// <summary>What is wrong, without a capital and a full stop; null when nothing is, or when there is no seal yet.</summary>
    public static string? Problem(string database)
    {
        StoreSeal seal;
        try
        {
            seal = StoreSeal.Open(database);
        }
        catch (InvalidDataException damaged)
        {
            return $"{damaged.Message}, so that nobody can tell whether the database is whole";
        }
        using (seal)
        {
            if (seal.Pages is not { } pages)
                return null;
            var log = ReadLog(DatabaseFile.LogOf(database), seal.Last.LogLength);
            return OfLog(seal.Last, log) ?? OfData(database, pages, log.Pages);
        }
    }

    private static string? OfLog(Acknowledgement last, Log log)
    {
        if (log.Length < last.LogLength)
            return Sentence.Of(
                $"its log has {log.Length:N0} of {last.LogLength:N0} bytes, and of the {last.Commits:N0} commits that were acknowledged "
                    + $"since it was last emptied, the last at {last.At:yyyy-MM-dd HH:mm:ss} UTC, "
                    + $"{Math.Max(1, last.Commits - log.Commits):N0} {(last.Commits - log.Commits <= 1 ? "is" : "are")} gone"
            );
        return log.Checksum == last.LogChecksum
            ? null
            : Sentence.Of(
                $"its log is not what was written, so that some of the {last.Commits:N0} commits that were acknowledged up to "
                    + $"{last.At:yyyy-MM-dd HH:mm:ss} UTC are gone"
            );
    }

    /// <summary>A page that the log has is not looked at in the data file: a kill may have stopped it on its way there.</summary>
    private static string? OfData(string database, uint[] pages, HashSet<uint> inLog)
    {
        var (count, wrong) = (0, new List<int>());
        LiteDbPage.ForEach(
            database,
            (number, page) =>
            {
                count++;
                if (number < pages.Length && Crc32C.Add(0, page) != pages[number] && !inLog.Contains((uint)number))
                    wrong.Add(number);
            }
        );
        if (wrong.Count > 0)
            return Sentence.Of(
                $"{wrong.Count:N0} of its {pages.Length:N0} pages {(wrong.Count == 1 ? "is" : "are")} not what was written, the first of "
                    + $"them page {wrong[0]:N0}"
            );
        return Enumerable.Range(count, Math.Max(0, pages.Length - count)).Any(number => !inLog.Contains((uint)number))
            ? Sentence.Of($"it ends after page {count:N0} of {pages.Length:N0}")
            : null;
    }

    private static Log ReadLog(string path, long acknowledged)
    {
        var (checksum, commits) = (0u, 0L);
        var (open, confirmed) = (new Dictionary<uint, HashSet<uint>>(), new HashSet<uint>());
        LiteDbPage.ForEach(
            path,
            (number, page) =>
            {
                if ((number + 1L) * LiteDbPage.Size <= acknowledged)
                    checksum = Crc32C.Add(checksum, page);
                var transaction = LiteDbPage.Transaction(page);
                if (!open.TryGetValue(transaction, out var written))
                    open[transaction] = written = [];
                written.Add(LiteDbPage.Id(page));
                if (!LiteDbPage.IsConfirmed(page))
                    return;
                confirmed.UnionWith(written);
                open.Remove(transaction);
                commits++;
            }
        );
        var length = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        return new(length, checksum, commits, confirmed);
    }

    private readonly record struct Log(long Length, uint Checksum, long Commits, HashSet<uint> Pages);
}
