using System.Collections.Concurrent;
using LiteDB;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets;

/// <summary>Which data sets are here, and where. A folder chosen by a person comes before one given at start, and that before a
/// download.</summary>
public sealed partial class DatasetLibrary
{
    private const string Folders = "dataset_folders";

    private readonly ConcurrentDictionary<string, string> _chosen = new();

    /// <summary>The lab's own, by id.</summary>
    private readonly ConcurrentDictionary<string, CatalogueEntry> _own = new();

    /// <summary>What the checksums of a folder's files say; an empty sentence says that they are the published ones.</summary>
    private readonly ConcurrentDictionary<string, string> _notes = new();

    private readonly ConcurrentDictionary<string, DownloadProgress> _downloads = new();

    /// <summary>Why the last download ended before its time.</summary>
    private readonly ConcurrentDictionary<string, string> _endings = new();

    /// <summary>What was said of entries that do not read; said once.</summary>
    private readonly HashSet<string> _unread = [];

    /// <summary>Entries are written and read anew one after the other, so that no older one comes back.</summary>
    private readonly Lock _gate = new();

    private readonly StoreFolder _store;
    private readonly LabDatabase _database;
    private readonly ILogger<DatasetLibrary> _logger;
    private readonly string? _root;

    public DatasetLibrary(StoreFolder store, LabDatabase database, IOptions<DatasetOptions> options, ILogger<DatasetLibrary> logger)
    {
        (_store, _database, _root, _logger) = (store, database, options.Value.Root, logger);
        ReadCatalogue();
        foreach (var document in database.Read(Folders).All())
        {
            if (DatasetFacts.Find(document["_id"].AsString)?.Name is { } name)
                _chosen[name] = document["folder"].AsString;
        }
    }

    /// <summary>Raised when a data set's state, folder, note or download changes.</summary>
    public event Action<DatasetInfo>? Changed;

    /// <summary>Raised when a data set is gone for some, or for all.</summary>
    public event Action<string, Func<Caller, bool>>? Gone;

    public IReadOnlyList<DatasetInfo> All()
    {
        // The command line may have added one.
        ReadCatalogue();
        return [.. DatasetFacts.All.Where(facts => !facts.IsOwn || _own.ContainsKey(facts.Name)).Select(facts => Info(facts.Name))];
    }

    /// <summary>What is on the disk at this moment. Files that are new or have changed are read whole first, a second or so.</summary>
    public DatasetInfo Info(string name)
    {
        var found = FilesOf(name);
        var isHere = found is not null || name == DatasetName.Generated;
        var verdict = found is null ? null : DatasetCheck.Of(name, found);
        if (verdict?.ContentHash is { } hash && _own.TryGetValue(name, out var own) && own.ContentHash != hash)
            verdict = new(
                $"The files in {own.Place} have another content than when they were added: add them under another name.",
                null,
                null
            );
        var download = isHere ? null : _downloads.GetValueOrDefault(name);
        return new()
        {
            Facts = DatasetFacts.Of(name),
            State =
                verdict?.Problem is not null ? DatasetState.Broken
                : isHere ? DatasetState.Ready
                : download is null ? DatasetState.Absent
                : DatasetState.Downloading,
            Folder = found?.Folder,
            ContentHash = verdict?.ContentHash,
            Note =
                found is null ? _endings.GetValueOrDefault(name)
                : verdict?.Problem is { } problem ? problem
                : _notes.GetValueOrDefault(found.Folder) is { Length: > 0 } note ? note
                : null,
            LeftOut = verdict?.LeftOut,
            HasOrigins = verdict?.HasOrigins ?? false,
            CanDownload = DatasetFiles.Published(name).Count > 0,
            Owner = _own.GetValueOrDefault(name)?.Owner ?? "",
            IsPrivate = _own.GetValueOrDefault(name)?.IsPrivate ?? false,
            Download = download,
        };
    }

    /// <summary>The folder with all files of a data set; null when there is none, and for the generated set.</summary>
    public string? FolderOf(string name) => FilesOf(name)?.Folder;

    /// <summary>What a worker reads a data set from: its folder, or that and how the names of its files begin.</summary>
    public string? PlaceOf(string name) => _own.TryGetValue(name, out var own) ? own.Place : FolderOf(name);

    /// <summary>The files of a data set; null when there are none, and for the generated set.</summary>
    public FoundDataset? FilesOf(string name) =>
        name == DatasetName.Generated ? null
        : _own.TryGetValue(name, out var own)
            ? OnlyAt(own.Place)
        : DatasetFacts.Find(name) is not { IsOwn: false } ? null
        : new[] { _chosen.GetValueOrDefault(name), _root, _store.Downloads }
            .OfType<string>()
            .Select(folder => DatasetFiles.Find(name, folder))
            .FirstOrDefault(found => found is not null);

    /// <summary>The folder with the labels that others published for a data set, beside its own or in the folder given at start; null when
    /// there is none.</summary>
    public string? PublishedLabelsOf(string name) =>
        DatasetFiles.LabelFolderName(name) is not { } folderName
            ? null
            : new[] { Path.GetDirectoryName(FolderOf(name)), _root }
                .OfType<string>()
                .Select(folder => Path.Combine(folder, folderName))
                .FirstOrDefault(Directory.Exists);

    /// <summary>The folder that has the spec's label file, which an upload for another data set is not; null when there is none.</summary>
    public string? LabelFolderOf(RunSpec spec) =>
        spec.Corruption.LabelFile is not { } file
            ? null
            : new[]
            {
                LabelLibrary.IsFor(spec.Dataset, file) ? _store.Labels : null,
                PublishedLabelsOf(spec.Dataset),
                FolderOf(spec.Dataset),
            }
                .OfType<string>()
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)));

    /// <summary>
    /// What to say instead of why a file cannot be read as labels, where it lies among the images and need not be one that somebody gave
    /// for labels: the reason would quote it. Null where the reason may be told.
    /// </summary>
    public string? Undisclosed(RunSpec spec) =>
        LabelFolderOf(spec) is { } folder && folder == FolderOf(spec.Dataset)
            ? $"{spec.Corruption.LabelFile} lies among the images of {spec.Dataset} and does not read as its labels; upload it on the "
                + "Data sets page."
            : null;

    /// <summary>Why a spec that is good in itself cannot be trained here.</summary>
    public IEnumerable<SpecProblem> Problems(RunSpec spec, Caller caller)
    {
        // As of a name that there is not.
        if (!MaySee(spec.Dataset, caller))
        {
            yield return ((NameField)SpecFields.Find("dataset")!).Unknown(spec);
            yield break;
        }
        var info = Info(spec.Dataset);
        if (info.State == DatasetState.Broken)
            yield return new(
                "dataset",
                $"dataset must be one that reads whole; {spec.Dataset} does not: {WorkerLog.Clean(info.Note ?? "")}"
            );
        else if (info.State != DatasetState.Ready)
            yield return new(
                "dataset",
                $"dataset must be on this server; {spec.Dataset} is not: download it on the Datasets page, or "
                    + $"point at a folder that has it."
            );
        else if (ContentProblem(spec, info) is { } other)
            yield return new("dataset", other);
        else if (spec.Corruption.LabelFile is { } file && LabelFolderOf(spec) is null)
            yield return new(
                "corruption.labelFile",
                $"corruption.labelFile must be a label file for {spec.Dataset}, uploaded or beside its files; " + $"there is no {file}."
            );
    }

    /// <summary>Reads a data set from another folder from now on, also after a restart.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">An absolute path.</param>
    /// <exception cref="DatasetException">The folder does not have it.</exception>
    public async Task<DatasetInfo> PointAt(string name, string folder)
    {
        // Reading it whole is the check that counts: sizes, labels, and that the files can be read at all.
        var problem = await Task.Run(() =>
            DatasetFiles.Find(name, folder) is { } found ? DatasetCheck.Of(name, found).Problem : DatasetReader.Absent(name, folder)
        );
        if (problem is not null)
            throw new DatasetException(problem);
        await _database.Write(tx =>
        {
            tx.Collection(Folders).Upsert(new BsonDocument { ["_id"] = name, ["folder"] = folder });
            tx.OnCommit(() => _chosen[name] = folder);
        });
        return await Task.Run(() => Check(name));
    }

    /// <summary>Compares the checksums of a data set's files with the published ones and tells everyone.</summary>
    public DatasetInfo Check(string name)
    {
        if (!_own.ContainsKey(name) && FilesOf(name) is { } found)
            _notes[found.Folder] = Note(name, found);
        var info = Info(name);
        Changed?.Invoke(info);
        return info;
    }

    /// <summary>Tells how far a download has come.</summary>
    public void Report(string name, DownloadProgress progress)
    {
        _downloads[name] = progress;
        _endings.TryRemove(name, out _);
        Changed?.Invoke(Info(name));
    }

    /// <summary>Tells that a download has ended.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="sentence">Why before its time; null when everything came.</param>
    public void EndDownload(string name, string? sentence)
    {
        if (sentence is not null)
            _endings[name] = sentence;
        _downloads.TryRemove(name, out _);
        Check(name);
    }

    private static FoundDataset? OnlyAt(string place)
    {
        try
        {
            return DatasetFormats.Only(place);
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private static string Note(string name, FoundDataset found)
    {
        try
        {
            var differing = DatasetFiles.Check(name, found);
            var means = DatasetFiles.StandsIn(name, found)
                ? $"They stand in for {DatasetFacts.Of(name).Title}, as {DatasetFiles.StandIn} beside them says; no figure is one of it."
                : "It can be trained on; figures may differ a little from those on the published files.";
            return differing.Count == 0 ? "" : $"{string.Join(" ", differing)} {means}";
        }
        catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}
