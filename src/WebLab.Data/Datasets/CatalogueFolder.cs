using System.Text.Json;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Data.Datasets;

/// <summary>A lab's own data set.</summary>
/// <param name="Facts">What is fixed about it.</param>
/// <param name="Place">Where its files are: a folder, or one and what their names begin with.</param>
/// <param name="ContentHash">SHA-256 of shape, images and labels: files of another content are not this set.</param>
public sealed record CatalogueEntry(DatasetFacts Facts, string Place, string ContentHash)
{
    /// <summary>Whose it is; empty for nobody that is known, as for those that the command line adds.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Their name.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether only the owner and administrators see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether its files were made by an import and go with it; else they are somebody's and stay.</summary>
    public bool IsImported { get; init; }
}

/// <summary>The store's folder of a lab's own data sets: one JSON file each. The images stay where they are.</summary>
public static partial class CatalogueFolder
{
    private const int MaxId = 40;

    /// <summary>Reads all entries, oldest name first; a file that is no entry is passed over.</summary>
    /// <param name="folder">The folder; it may be absent.</param>
    /// <param name="unread">Hears of each file that was passed over, in a sentence; null for nobody.</param>
    public static IReadOnlyList<CatalogueEntry> Read(string folder, Action<string>? unread = null) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder, "*.json")
                    .Order(StringComparer.Ordinal)
                    .Select(path => ReadFile(path, unread))
                    .OfType<CatalogueEntry>(),
            ]
            : [];

    /// <summary>Reads a set whole and enters it.</summary>
    /// <param name="folder">The folder of entries; it is made where it is absent.</param>
    /// <param name="place">Where the set's files are.</param>
    /// <param name="name">Its id; null for one made of the name of its place.</param>
    /// <param name="title">Its name on the screen; null for that of its place.</param>
    /// <param name="complete">Says whose it is; null for nobody's.</param>
    /// <exception cref="DatasetException">There is no one set that reads whole, or the name is taken or none.</exception>
    public static CatalogueEntry Add(
        string folder,
        string place,
        string? name,
        string? title,
        Func<CatalogueEntry, CatalogueEntry>? complete = null
    )
    {
        var found = DatasetFormats.Only(place);
        var called = Called(found);
        var id = name ?? IdOf(called);
        if (IdProblem(id) is { } problem)
            throw new DatasetException(problem);
        if (DatasetFacts.Find(id) is { IsOwn: false } taken)
            throw new DatasetException(
                $"name must be another than {id}, which is {taken.Title}'s: give the set in {place} a name of its own."
            );
        var verdict = DatasetCheck.Of(id, found);
        if (verdict is not { Problem: null, Facts: { } facts, ContentHash: { } hash })
            throw new DatasetException(verdict.Problem!);
        if (Read(folder).FirstOrDefault(entry => entry.Facts.Name == id) is { } there && there.ContentHash != hash)
            throw new DatasetException(
                $"name must be another than {id}, under which a data set of other content was added from {there.Place}."
            );
        var entry = new CatalogueEntry(
            facts with
            {
                Title = title ?? called,
                Description = $"Added from {found.Place}.",
                IsOwn = true,
            },
            found.Place,
            hash
        );
        entry = complete?.Invoke(entry) ?? entry;
        Write(folder, entry);
        return entry;
    }

    /// <summary>Writes an entry, in the place of the one of its name.</summary>
    /// <param name="folder">The folder of entries; it is made where it is absent.</param>
    /// <param name="entry">The entry.</param>
    public static void Write(string folder, CatalogueEntry entry)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{entry.Facts.Name}.json");
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(entry, LabJson.Options));
        File.Move(unfinished, path, overwrite: true);
        Know(entry);
    }

    /// <summary>Makes an entry's set known; a private one's name is then in no list for everybody.</summary>
    /// <param name="entry">The entry.</param>
    public static void Know(CatalogueEntry entry) => DatasetFacts.Add(entry.Facts with { IsUnlisted = entry.IsPrivate });

    /// <summary>The id that is made of a title.</summary>
    /// <param name="title">The title.</param>
    public static string IdOf(string title)
    {
        var id = NotInId().Replace(title.ToLowerInvariant(), "-").Trim('-');
        if (id.Length > MaxId)
            id = id[..MaxId].Trim('-');
        return id.Length > 0 && char.IsAsciiDigit(id[0]) ? IdOf($"set-{id}") : id;
    }

    /// <summary>Why an id is none, one sentence, or null.</summary>
    /// <param name="id">The id.</param>
    public static string? IdProblem(string id) =>
        !Id().IsMatch(id)
            ? $"name must have 1 to {MaxId} lower-case letters, digits and dashes and begin with a letter; it was {Sentence.Shown(id)}."
        // They would be other addresses.
        : id is "uploads" or "imports" ? $"name must be another than {id}."
        : null;

    /// <summary>Why no new set can have that id, one sentence, or null.</summary>
    /// <param name="folder">The folder of entries.</param>
    /// <param name="id">The id.</param>
    public static string? Refusal(string folder, string id) =>
        DatasetFacts.Find(id) is { IsOwn: false } || File.Exists(Path.Combine(folder, $"{id}.json"))
            ? $"name must be another than {id}, which another data set of this lab has."
            : null;

    /// <summary>Takes an entry out; the set's files stay where they are.</summary>
    /// <param name="folder">The folder of entries.</param>
    /// <param name="id">The entry's id.</param>
    public static void Remove(string folder, string id) => File.Delete(Path.Combine(folder, $"{id}.json"));

    private static string Called(FoundDataset found)
    {
        if (found.Name.Length > 0)
            return found.Name;
        var folder = new DirectoryInfo(found.Folder);
        return folder.Name.Equals("raw", StringComparison.OrdinalIgnoreCase) && folder.Parent is { } parent ? parent.Name : folder.Name;
    }

    private static CatalogueEntry? ReadFile(string path, Action<string>? unread)
    {
        string why;
        try
        {
            // A newer WebLab may have written it.
            if (JsonSerializer.Deserialize<CatalogueEntry>(File.ReadAllText(path), LabJson.Tolerant) is { Facts.IsOwn: true } entry)
                return entry;
            why = "it is not of a data set of the lab's own.";
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            why = error.Message;
        }
        unread?.Invoke($"The catalogue's entry {path} cannot be read, and its data set is not known: {why}");
        return null;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInId();

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex Id();
}
