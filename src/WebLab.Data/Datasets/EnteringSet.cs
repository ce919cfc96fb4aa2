namespace WebLab.Data.Datasets;

/// <summary>
/// A set that the command line imports into a store, from before it is whole until its entry is written. A file beside its folder says so,
/// held open as long as the import lives: what one that was killed in between left there is in no catalogue and would keep its name for
/// ever, and whoever comes next takes it away.
/// </summary>
public sealed class EnteringSet : IDisposable
{
    private const string Prefix = ".entering-";

    private readonly FileStream _held;

    private EnteringSet(FileStream held) => _held = held;

    /// <summary>Begins, after what killed imports left was taken away.</summary>
    /// <param name="place">The folder that the set is to have.</param>
    /// <param name="catalogue">The folder of entries.</param>
    /// <exception cref="DatasetException">Another import of that name is at work, or the folder cannot be written to.</exception>
    public static EnteringSet Begin(string place, string catalogue)
    {
        var (parent, name) = (Path.GetDirectoryName(place)!, Path.GetFileName(place));
        Sweep(parent, catalogue);
        try
        {
            Directory.CreateDirectory(parent);
            return new(Hold(Path.Combine(parent, $"{Prefix}{name}"), FileMode.CreateNew));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                File.Exists(Path.Combine(parent, $"{Prefix}{name}"))
                    ? $"name must be another than {name}, which is being imported by somebody else; or wait for the end of that."
                    : $"{parent} cannot be written to: {error.Message}",
                error
            );
        }
    }

    /// <summary>Takes away the sets that imports which were killed left without an entry.</summary>
    /// <param name="parent">The folder that sets stand in; it may be absent.</param>
    /// <param name="catalogue">The folder of entries.</param>
    public static void Sweep(string parent, string catalogue)
    {
        if (!Directory.Exists(parent))
            return;
        foreach (var mark in Directory.EnumerateFiles(parent, $"{Prefix}*").ToList())
        {
            try
            {
                // Only the import itself holds it: one that opens belongs to nobody any more.
                using var held = Hold(mark, FileMode.Open);
                var place = Path.Combine(parent, Path.GetFileName(mark)[Prefix.Length..]);
                if (Directory.Exists(place) && !IsEntered(place, catalogue))
                    Directory.Delete(place, recursive: true);
                File.Delete(mark);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // An import that goes on, or a folder of somebody else.
            }
        }
    }

    /// <summary>Takes the mark away: the set has its entry, or is gone.</summary>
    public void Dispose()
    {
        File.Delete(_held.Name);
        _held.Dispose();
    }

    private static FileStream Hold(string mark, FileMode mode) => new(mark, mode, FileAccess.ReadWrite, FileShare.None);

    // The file of an entry that does not read may be this set's: what is not known is not thrown away.
    private static bool IsEntered(string place, string catalogue)
    {
        var isUnread = false;
        return CatalogueFolder
                .Read(catalogue, _ => isUnread = true)
                .Any(entry => Path.GetFullPath(entry.Place) == Path.GetFullPath(place)) || isUnread;
    }
}
