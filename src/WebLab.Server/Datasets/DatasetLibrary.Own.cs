using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets;

/// <summary>Whose a data set is.</summary>
/// <param name="Id">The account; empty for nobody in particular.</param>
/// <param name="Name">Its name.</param>
public readonly record struct DatasetOwner(Guid Id, string Name);

/// <summary>The lab's own sets: whose they are, who may see and change them, and what they hold.</summary>
public sealed partial class DatasetLibrary
{
    /// <summary>Whether one of the lab's own has that id.</summary>
    public bool HasOwn(string name) => _own.ContainsKey(name);

    /// <summary>Whether the caller may know of a data set, see its images and train on it.</summary>
    public bool MaySee(string name, Caller caller) =>
        DatasetFacts.Find(name) is not { IsOwn: true, Name: var id }
        || !_own.TryGetValue(id, out var own)
        || !own.IsPrivate
        || Owns(own, caller);

    /// <summary>Whether the caller may rename, share and delete it.</summary>
    public bool MayChange(string name, Caller caller) =>
        caller.Role > Role.Viewer && _own.TryGetValue(name, out var own) && Owns(own, caller);

    private static bool Owns(CatalogueEntry entry, Caller caller) =>
        caller.Role == Role.Admin || (caller.Id != Guid.Empty && entry.OwnerId == caller.Id);

    /// <summary>Enters a lab's own data set into the catalogue.</summary>
    /// <exception cref="DatasetException">There is no one set that reads whole, or the name is taken or none.</exception>
    public async Task<DatasetInfo> Add(AddDatasetRequest request, DatasetOwner owner, bool isPrivate = false, string? importedFrom = null)
    {
        CatalogueEntry Complete(CatalogueEntry entry) =>
            entry with
            {
                OwnerId = owner.Id,
                Owner = owner.Name,
                IsPrivate = isPrivate,
                IsImported = importedFrom is not null,
                Facts = importedFrom is null ? entry.Facts : entry.Facts with { Description = $"Imported from {importedFrom}." },
            };
        var entry = await Task.Run(() => CatalogueFolder.Add(_store.Catalogue, request.Folder, request.Name, request.Title, Complete));
        _own[entry.Facts.Name] = entry;
        var info = Info(entry.Facts.Name);
        Changed?.Invoke(info);
        return info;
    }

    /// <summary>The recipe with the content of its data set named, where that is one of the lab's own.</summary>
    public RunSpec Named(RunSpec spec) =>
        _own.TryGetValue(spec.Dataset, out var own) ? spec with { DatasetHash = own.ContentHash } : spec with { DatasetHash = null };

    /// <summary>Why a recipe cannot be trained on what its data set holds now, one sentence, or null.</summary>
    public string? ContentProblem(RunSpec spec)
    {
        if (DatasetFacts.Find(spec.Dataset) is null)
            return $"dataset must be one that this lab has; {Sentence.Shown(spec.Dataset)} is not in its catalogue: its entry was taken "
                + "out, or cannot be read (the server's log tells).";
        if (spec.DatasetHash is null)
            return null;
        var info = Info(spec.Dataset);
        return info is { State: DatasetState.Broken, Note: { } note } ? WorkerLog.Clean(note) : ContentProblem(spec, info);
    }

    private static string? ContentProblem(RunSpec spec, DatasetInfo info) =>
        spec.DatasetHash is { } wanted && info.ContentHash is { } has && !wanted.Equals(has, StringComparison.OrdinalIgnoreCase)
            ? $"dataset must be the {spec.Dataset} whose content has the hash {Sentence.Shorten(wanted, 12)}; the {spec.Dataset} "
                + $"of this lab has {Sentence.Shorten(has, 12)}: it holds other examples or labels."
            : null;

    /// <summary>Which of a person's files or rows the first examples of a split came from; none where that is not known.</summary>
    /// <exception cref="DatasetException">The file that says it is not what an import writes.</exception>
    public IReadOnlyList<string> OriginsOf(string name, string split, int count) =>
        FilesOf(name) is { Format: ImportedFormat } found ? ImportedSet.ReadNames(found.Folder, count, split) : [];

    /// <summary>Renames or shares a lab's own data set.</summary>
    /// <returns>The set; null when there is none of that name.</returns>
    public DatasetInfo? Change(string name, DatasetChange change)
    {
        CatalogueEntry before,
            entry;
        lock (_gate)
        {
            if (!_own.TryGetValue(name, out before!))
                return null;
            entry = before with
            {
                Facts = before.Facts with { Title = change.Title ?? before.Facts.Title },
                IsPrivate = change.IsPrivate ?? before.IsPrivate,
            };
            CatalogueFolder.Write(_store.Catalogue, entry);
            _own[name] = entry;
        }
        if (entry.IsPrivate && !before.IsPrivate)
            Gone?.Invoke(name, caller => !Owns(entry, caller));
        var info = Info(name);
        Changed?.Invoke(info);
        return info;
    }

    /// <summary>Takes a lab's own data set out of the catalogue. What an import has made goes with it; the files of others stay where they
    /// are.</summary>
    /// <returns>Whether it was in it.</returns>
    public bool Remove(string name)
    {
        CatalogueEntry? entry;
        lock (_gate)
        {
            if (!_own.TryRemove(name, out entry))
                return false;
            CatalogueFolder.Remove(_store.Catalogue, name);
            DatasetFacts.Unlist(name);
        }
        if (entry.IsImported && Directory.Exists(entry.Place))
            Directory.Delete(entry.Place, recursive: true);
        Gone?.Invoke(name, caller => !entry.IsPrivate || Owns(entry, caller));
        return true;
    }

    private void ReadCatalogue()
    {
        lock (_gate)
        {
            foreach (var entry in CatalogueFolder.Read(_store.Catalogue, Unread))
            {
                CatalogueFolder.Know(entry);
                _own[entry.Facts.Name] = entry;
            }
        }
    }

    // Every list of the data sets reads the folder again.
    private void Unread(string sentence)
    {
        if (_unread.Add(sentence))
            _logger.LogWarning("{Sentence}", sentence);
    }
}
