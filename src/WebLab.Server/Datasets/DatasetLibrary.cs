using System.Collections.Concurrent;
using LiteDB;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets;

/// <summary>Which data sets are here, and where. A folder chosen by a person comes before one given at start, and that before a download.</summary>
public sealed class DatasetLibrary(StoreFolder store, LabDatabase database, IOptions<DatasetOptions> options)
{
    private const string Folders = "dataset-folders";

    private readonly ConcurrentDictionary<DatasetName, DatasetInfo> _infos = new();

    /// <summary>Raised when a data set's state, folder or download changes.</summary>
    public event Action<DatasetInfo>? Changed;

    public IReadOnlyList<DatasetInfo> All() => [.. DatasetFacts.All.Select(facts => Info(facts.Name))];

    public DatasetInfo Info(DatasetName name) => _infos.GetOrAdd(name, Look);

    public string? FolderOf(DatasetName name) => Info(name).Folder;

    /// <summary>The folder that has the spec's label file; null when it names none.</summary>
    public string? LabelFolderOf(RunSpec spec) => spec.Corruption.LabelFile is not { } file
        ? null
        : new[] { store.Labels, FolderOf(spec.Dataset) }.OfType<string>().FirstOrDefault(folder => File.Exists(Path.Combine(folder, file)));

    /// <summary>Why a spec that is good in itself cannot be trained here.</summary>
    public IEnumerable<SpecProblem> Problems(RunSpec spec)
    {
        var info = Info(spec.Dataset);
        if (info.State != DatasetState.Ready)
            yield return new("dataset", $"dataset must be on this server; {Names<DatasetName>.Of(spec.Dataset)} is not: download it on the Datasets page, or point at a folder that has it.");
        else if (spec.Corruption.LabelFile is { } file && LabelFolderOf(spec) is null)
            yield return new("corruption.labelFile", $"corruption.labelFile must be a file in {store.Labels} or in the data set's folder; there is no {file}.");
    }

    /// <summary>Reads a data set from another folder from now on, also after a restart.</summary>
    /// <exception cref="DatasetException">The folder does not have it.</exception>
    public async Task<DatasetInfo> PointAt(DatasetName name, string folder)
    {
        // Reading it whole is the check that counts: sizes, labels, and that the files can be read at all.
        await Task.Run(() => DatasetReader.Load(name, folder));
        await database.Write(writing => writing.GetCollection(Folders).Upsert(new BsonDocument { ["_id"] = name.ToString(), ["folder"] = folder }));
        return Refresh(name);
    }

    /// <summary>Looks again at what is on the disk.</summary>
    public DatasetInfo Refresh(DatasetName name) => Set(Look(name));

    public DatasetInfo Set(DatasetInfo info)
    {
        _infos[info.Facts.Name] = info;
        Changed?.Invoke(info);
        return info;
    }

    private DatasetInfo Look(DatasetName name)
    {
        var facts = DatasetFacts.Of(name);
        if (name == DatasetName.Generated)
            return new() { Facts = facts, State = DatasetState.Ready };
        var chosen = database.Read(Folders).FindById(name.ToString())?["folder"].AsString;
        var folder = new[] { chosen, options.Value.Root, store.Downloads }.OfType<string>()
            .Select(root => DatasetFiles.Find(name, root)).FirstOrDefault(found => found is not null);
        return new()
        {
            Facts = facts,
            State = folder is null ? DatasetState.Absent : DatasetState.Ready,
            Folder = folder,
            CanDownload = true,
        };
    }
}
