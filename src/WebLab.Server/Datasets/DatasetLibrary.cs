using System.Collections.Concurrent;
using LiteDB;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Science.Specs;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets;

/// <summary>Which data sets are here, and where. A folder chosen by a person comes before one given at start, and that before a
/// download.</summary>
public sealed class DatasetLibrary
{
    private const string Folders = "dataset_folders";

    private readonly ConcurrentDictionary<string, string> _chosen = new();

    /// <summary>What the checksums of a folder's files say; an empty sentence says that they are the published ones.</summary>
    private readonly ConcurrentDictionary<string, string> _notes = new();

    private readonly ConcurrentDictionary<string, DownloadProgress> _downloads = new();

    /// <summary>Why the last download ended before its time.</summary>
    private readonly ConcurrentDictionary<string, string> _endings = new();

    private readonly StoreFolder _store;
    private readonly LabDatabase _database;
    private readonly string? _root;

    public DatasetLibrary(StoreFolder store, LabDatabase database, IOptions<DatasetOptions> options)
    {
        (_store, _database, _root) = (store, database, options.Value.Root);
        foreach (var document in database.Read(Folders).All())
        {
            if (DatasetFacts.Find(document["_id"].AsString)?.Name is { } name)
                _chosen[name] = document["folder"].AsString;
        }
    }

    /// <summary>Raised when a data set's state, folder, note or download changes.</summary>
    public event Action<DatasetInfo>? Changed;

    public IReadOnlyList<DatasetInfo> All() => [.. DatasetFacts.All.Select(facts => Info(facts.Name))];

    /// <summary>What is on the disk at this moment.</summary>
    public DatasetInfo Info(string name)
    {
        var folder = FolderOf(name);
        var isHere = folder is not null || name == DatasetName.Generated;
        var download = isHere ? null : _downloads.GetValueOrDefault(name);
        return new()
        {
            Facts = DatasetFacts.Of(name),
            State =
                isHere ? DatasetState.Ready
                : download is null ? DatasetState.Absent
                : DatasetState.Downloading,
            Folder = folder,
            Note =
                folder is null ? _endings.GetValueOrDefault(name)
                : _notes.GetValueOrDefault(folder) is { Length: > 0 } note ? note
                : null,
            CanDownload = DatasetFiles.Published(name).Count > 0,
            Download = download,
        };
    }

    /// <summary>The folder with all files of a data set; null when there is none, and for the generated set.</summary>
    public string? FolderOf(string name) =>
        name == DatasetName.Generated
            ? null
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

    /// <summary>Why a spec that is good in itself cannot be trained here.</summary>
    public IEnumerable<SpecProblem> Problems(RunSpec spec)
    {
        var info = Info(spec.Dataset);
        if (info.State != DatasetState.Ready)
            yield return new(
                "dataset",
                $"dataset must be on this server; {spec.Dataset} is not: download it on the Datasets page, or "
                    + $"point at a folder that has it."
            );
        else if (spec.Corruption.LabelFile is { } file && LabelFolderOf(spec) is null)
            yield return new(
                "corruption.labelFile",
                $"corruption.labelFile must be a label file for {spec.Dataset}, uploaded or beside its files; "
                    + $"there is no {file}."
            );
    }

    /// <summary>Reads a data set from another folder from now on, also after a restart.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">An absolute path.</param>
    /// <exception cref="DatasetException">The folder does not have it.</exception>
    public async Task<DatasetInfo> PointAt(string name, string folder)
    {
        // Reading it whole is the check that counts: sizes, labels, and that the files can be read at all.
        await Task.Run(() => DatasetReader.Load(name, folder));
        await _database.Write(tx =>
            tx.Collection(Folders).Upsert(new BsonDocument { ["_id"] = name, ["folder"] = folder })
        );
        _chosen[name] = folder;
        return await Task.Run(() => Check(name));
    }

    /// <summary>Compares the checksums of a data set's files with the published ones and tells everyone.</summary>
    public DatasetInfo Check(string name)
    {
        if (FolderOf(name) is { } folder)
            _notes[folder] = Note(name, folder);
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

    private static string Note(string name, string folder)
    {
        try
        {
            var differing = DatasetFiles.Check(name, folder);
            return differing.Count == 0
                ? ""
                : $"{string.Join(" ", differing)} It can be trained on; figures may differ a little from those on the published files.";
        }
        catch (DatasetException error)
        {
            return error.Message;
        }
    }
}
