using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Sources;

/// <summary>All files of an order's sources. Nothing is ever unpacked under a name that a source chose.</summary>
internal sealed class SourceTree : IDisposable
{
    private readonly List<SourceEntry> _entries = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _opened = [];
    private readonly ImportBudget _budget;
    private long _bytes;
    private int _counted;

    private SourceTree(ImportBudget budget) => _budget = budget;

    public IReadOnlyList<SourceEntry> Entries => _entries;

    /// <summary>What was left out on the way, a sentence each.</summary>
    public List<string> Odd { get; } = [];

    /// <summary>The columns, or arrays, that a person can name; none until a reader has come to them.</summary>
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>What the sources are called, for sentences.</summary>
    public string Title { get; private set; } = "";

    public ImportBudget Budget => _budget;

    /// <exception cref="DatasetException">A source is not there, or goes beyond a limit.</exception>
    public static SourceTree Open(ImportOrder order, ImportBudget budget)
    {
        if (order.Sources.Count == 0)
            throw new DatasetException("There is nothing to import: name a folder, an archive or a file.");
        var tree = new SourceTree(budget);
        try
        {
            for (var i = 0; i < order.Sources.Count; i++)
            {
                var source = order.Sources[i];
                var title = SourceEntry.Visible(
                    order.Titles?.ElementAtOrDefault(i) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(source))
                );
                tree.Title = tree.Title.Length == 0 ? title : $"{tree.Title}, {title}";
                tree.AddSource(source, title, order.Sources.Count > 1);
            }
            if (tree._entries.Count == 0)
                throw new DatasetException($"{tree.Title} holds no files{(tree.Odd.Count > 0 ? $": {tree.Odd[0]}" : ".")}");
            // The same files give the same set, whatever they are packed in.
            tree._entries.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var each in _opened)
            each.Dispose();
    }

    /// <summary>Enters a file; unreadable names, too many files, bytes and folders are refused.</summary>
    internal void Add(SourceEntry entry)
    {
        Count(entry.Shown);
        if (IsHidden(entry.Path))
            return;
        if (entry.Path.Length > 1_000 || entry.Path.Count(c => c == '/') > _budget.Limits.Depth)
            throw new DatasetException(
                $"{Title} has folders within folders beyond {_budget.Limits.Depth}, or a name of more than 1,000 characters: {entry.Shown}."
            );
        if (!_paths.Add(entry.Path))
            throw new DatasetException($"{Title} has two files of one name: {entry.Shown}.");
        _bytes += entry.Length;
        if (_bytes > _budget.Limits.Bytes)
            throw new DatasetException(
                Sentence.Of($"{Title} holds more than {_budget.Limits.Bytes:N0} bytes unpacked, the most that is imported.")
            );
        if (entry.Length > 0)
            _entries.Add(entry);
        else
            Odd.Add($"{entry.Shown} is empty and left out.");
    }

    /// <summary>Counts what may be many: a file or a folder.</summary>
    internal void Count(string shown)
    {
        if (++_counted > _budget.Limits.Entries)
            throw new DatasetException(
                Sentence.Of($"{Title} has more than {_budget.Limits.Entries:N0} files and folders, the most that are imported.")
            );
        if (_counted % 1_000 == 0)
            _budget.Step("listing files", _counted, 0);
        _ = shown;
    }

    internal T Keep<T>(T opened)
        where T : IDisposable
    {
        _opened.Add(opened);
        return opened;
    }

    /// <summary>What systems leave in folders and archives for themselves.</summary>
    private static bool IsHidden(string path) =>
        path.Split('/') is var parts
        && (parts.Any(part => part.StartsWith('.') || part == "__MACOSX") || parts[^1] is "Thumbs.db" or "desktop.ini");

    private void AddSource(string source, string title, bool isOneOfSeveral)
    {
        try
        {
            if (Directory.Exists(source))
                FolderSource.Add(this, source, isOneOfSeveral ? $"{title}/" : "", title);
            else if (!File.Exists(source))
                throw new DatasetException($"{source} is neither a file nor a folder.");
            else if (LinkEnd.Bytes(source) == 0)
                throw new DatasetException($"{title} is empty, or no plain file.");
            else
                Archives.Add(this, source, isOneOfSeveral ? $"{title}/" : "", title);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{title} could not be read: {error.Message}", error);
        }
    }
}
