using System.Collections.Concurrent;
using System.Security.Cryptography;
using LiteDB;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Runs;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets;

/// <summary>
/// The label files that a spec can name: those found beside a data set, by their own names, and uploaded ones, each under a name made
/// from its content, so that no name from outside becomes a path and no recipe changes its meaning.
/// </summary>
public sealed class LabelLibrary(DatasetLibrary datasets, RunStore runs, StoreFolder store, LabDatabase database)
{
    private const string Collection = "label_files",
        OwnerId = "ownerId",
        Owner = "owner",
        Count = "count";
    private const int MaxFiles = 1_000,
        MaxFilesAPerson = 100,
        MaxJudged = 1_000;

    private readonly ConcurrentDictionary<(string, string?), byte[]> _trueLabels = new();

    /// <summary>Why a file's labels cannot be trained on, by what they depend on: a sweep's runs ask the same again and again.</summary>
    private readonly ConcurrentDictionary<(string, string, DateTime, int, LabelChoice, bool), string?> _judged = new();

    /// <summary>The files for a data set that is here, those found before those uploaded.</summary>
    public IReadOnlyList<LabelFileInfo> All(string name) => [.. Found(name), .. Uploaded(name)];

    /// <summary>Keeps the labels of a file that somebody uploads, whatever form they came in: one byte each, or as NumPy's where some are
    /// none.</summary>
    /// <exception cref="DatasetException">It is no label file of the data set.</exception>
    public async Task<LabelFileInfo> Add(string name, string title, byte[] content, LabelTarget target, LabelChoice choice, Caller caller)
    {
        var labels = LabelFile.ReadSet(title, content, target, choice);
        var kept = Kept(labels);
        var file = $"{Prefix(name)}{Convert.ToHexStringLower(SHA256.HashData(kept))[..16]}.{(labels.LeftOut == 0 ? "u8" : "npy")}";
        var path = Path.Combine(store.Labels, file);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var shown = choice.Column is { } column ? $"{title}, {column}" : title;
        try
        {
            await File.WriteAllBytesAsync(unfinished, kept);
            var document = new BsonDocument
            {
                ["_id"] = file,
                ["dataset"] = name,
                ["title"] = shown,
                [OwnerId] = caller.Id,
                [Owner] = caller.Name,
                [Count] = labels.Labels.Length,
            };
            if (await database.Write(tx => Enter(tx, document)) is { } refusal)
                throw new DatasetException(refusal);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        var entered = database.Read(Collection).Find(new BsonValue(file));
        return Describe(name, file, entered?["title"].AsString ?? shown, labels) with
        {
            IsUploaded = true,
            Owner = entered?[Owner] is { IsString: true } owner ? owner.AsString : caller.Name,
        };
    }

    /// <summary>Takes an uploaded file away.</summary>
    /// <returns>Why not, with the answer's status; null when it is gone.</returns>
    public async Task<(int Status, string Sentence)?> Delete(string name, string file, Caller caller)
    {
        var refusal = await database.Write<(int, string)?>(tx =>
        {
            var files = tx.Collection(Collection);
            if (files.FindById(file) is not { } document || document["dataset"].AsString != name)
                return (404, $"There is no uploaded label file {Sentence.Shorten(file)} for {name}.");
            if (caller.Role != Role.Admin && (caller.Id == Guid.Empty || OwnerOf(document) != caller.Id))
                return (403, $"{document["title"].AsString} was uploaded by somebody else; only they or an administrator may delete it.");
            if (runs.All(tx).FirstOrDefault(run => !IsOver(run) && Uses(run, name, file)) is { } run)
                return (
                    409,
                    $"{document["title"].AsString} is used by the run {run.Name} ({run.Id}), which has not ended; cancel it first."
                );
            files.Delete(file);
            return null;
        });
        if (refusal is null)
            File.Delete(Path.Combine(store.Labels, file));
        return refusal;
    }

    /// <summary>Why a spec's label file cannot be trained on, or what to ask before it is; null where nothing is wrong.</summary>
    public SpecProblem? Problem(RunSpec spec)
    {
        var corruption = spec.Corruption;
        if (corruption.LabelFile is not { } file || datasets.LabelFolderOf(spec) is not { } folder)
            return null;
        if (_judged.Count > MaxJudged)
            _judged.Clear();
        var choice = LabelChoice.Of(corruption);
        var changed = File.GetLastWriteTimeUtc(Path.Combine(folder, file));
        var sentence = _judged.GetOrAdd(
            (spec.Dataset, Path.Combine(folder, file), changed, spec.TrainSize, choice, corruption.AcceptChance),
            _ => Judge(spec, folder, file, choice)
        );
        return sentence is null ? null : new("corruption.labelFile", sentence);
    }

    /// <summary>The person's name for a label file.</summary>
    public string TitleOf(string file) => database.Read(Collection).Find(new BsonValue(file))?["title"].AsString ?? file;

    /// <summary>Whether an uploaded file of that name is one for the data set.</summary>
    internal static bool IsFor(string name, string file) => file.StartsWith(Prefix(name), StringComparison.Ordinal);

    private static string Prefix(string name) => $"{name}-";

    /// <returns>Why not; null when it is entered, or had been before: then its first owner keeps it.</returns>
    private static string? Enter(WriteTransaction tx, BsonDocument document)
    {
        var files = tx.Collection(Collection);
        if (files.FindById(document["_id"]) is { } same)
        {
            // Whoever else has the same labels finds them under the name that their owner gave.
            if (OwnerOf(same) == OwnerOf(document))
            {
                same["title"] = document["title"];
                files.Update(same);
            }
            return null;
        }
        if (files.Count() >= MaxFiles)
            return $"There are {MaxFiles:N0} label files already, as many as this server keeps; delete some first.";
        if (files.FindAll().Count(other => OwnerOf(other) == document[OwnerId].AsGuid) >= MaxFilesAPerson)
            return $"A person has at most {MaxFilesAPerson} label files here; delete some of yours first.";
        files.Insert(document);
        return null;
    }

    private static Guid OwnerOf(BsonDocument document) => document[OwnerId] is { IsGuid: true } owner ? owner.AsGuid : Guid.Empty;

    /// <summary>Whether it reads its labels no more.</summary>
    private static bool IsOver(RunSummary run) => run.Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;

    private static bool Uses(RunSummary run, string name, string file) => run.Spec.Dataset == name && run.Spec.Corruption.LabelFile == file;

    private string? Judge(RunSpec spec, string folder, string file, LabelChoice choice)
    {
        try
        {
            var facts = DatasetFacts.Of(spec.Dataset);
            var title = TitleOf(file);
            var labels = FileLabels.Read(folder, file, facts, spec.TrainSize, choice, title, datasets.FolderOf(spec.Dataset));
            var truths = TrueLabels(spec.Dataset)[..labels.Labels.Length];
            return FileLabels.Doubt(spec, new(truths, labels.Filled(truths)) { IsLeftOut = labels.IsLeftOut }, title);
        }
        catch (DatasetException error)
        {
            return datasets.Undisclosed(spec) ?? WorkerLog.Clean(error.Message);
        }
    }

    private IEnumerable<LabelFileInfo> Found(string name)
    {
        if (datasets.PublishedLabelsOf(name) is not { } folder)
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            if (file.StartsWith('.'))
                continue;
            foreach (var info in Read(name, path, file, file))
                yield return info;
        }
    }

    private IEnumerable<LabelFileInfo> Uploaded(string name)
    {
        foreach (
            var document in database
                .Read(Collection)
                .Find(BsonExpression.Create("$.dataset = @0", name))
                .OrderBy(document => document["title"].AsString)
        )
        {
            var (file, title) = (document["_id"].AsString, document["title"].AsString);
            var path = Path.Combine(store.Labels, file);
            // A person may have removed it; it keeps its place until it is deleted here too.
            var infos = File.Exists(path)
                ? Read(name, path, file, title, document[Count] is { IsInt32: true } count ? count : (int)new FileInfo(path).Length)
                : [Unreadable(file, title, $"The file of {title} is gone from the server; upload it again.")];
            foreach (var info in infos)
                yield return info with
                {
                    IsUploaded = true,
                    Owner = document[Owner] is { IsString: true } owner ? owner.AsString : "",
                };
        }
    }

    /// <summary>What can be said of a file: an entry for each column, or one with the reason why there is none.</summary>
    private List<LabelFileInfo> Read(string name, string path, string file, string title, int? trainSize = null)
    {
        try
        {
            if (new FileInfo(path) is { LinkTarget: not null } or { Length: > LabelFile.MaxBytes })
                throw new DatasetException(
                    $"{title} is a link, or has more than {LabelFile.MaxBytes:N0} bytes, the most that a label file has."
                );
            var content = BoundedFile.ReadPlain(path, LabelFile.MaxBytes, "a label file", title);
            var target = LabelTarget.Of(DatasetFacts.Of(name), trainSize);
            var columns = LabelFile.Choices(title, content, target);
            return columns.Count == 0
                ? [Describe(name, file, title, LabelFile.ReadSet(file, content, target, new(), title))]
                :
                [
                    .. columns.Select(column =>
                        Describe(name, file, $"{title}, {column}", LabelFile.ReadSet(file, content, target, new(column), title)) with
                        {
                            Column = column,
                        }
                    ),
                ];
        }
        catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
        {
            return [Unreadable(file, title, WorkerLog.Clean(error.Message))];
        }
    }

    private static LabelFileInfo Unreadable(string file, string title, string problem) =>
        new()
        {
            File = file,
            Title = title,
            Count = 0,
            NoiseRate = 0,
            IsUploaded = false,
            Problem = problem,
        };

    private static byte[] Kept(LabelSet labels) =>
        labels.IsLeftOut is { } isLeftOut
            ? LabelArrayWriter.Write([.. labels.Labels.Select((label, i) => isLeftOut[i] ? LabelSet.None : label)])
            : labels.Labels;

    private LabelFileInfo Describe(string name, string file, string title, LabelSet labels)
    {
        var (truths, given) = labels.Kept(TrueLabels(name));
        var facts = DatasetFacts.Of(name);
        var agreement = LabelAgreement.Of(truths, given, facts.Classes, facts.IsOwn);
        return new()
        {
            File = file,
            Title = title,
            Count = labels.Labels.Length,
            LeftOut = labels.LeftOut,
            NoiseRate = 1 - agreement.Share,
            Doubt = agreement.Doubt,
            IsUploaded = false,
        };
    }

    private byte[] TrueLabels(string name) =>
        _trueLabels.GetOrAdd((name, datasets.PlaceOf(name)), key => DatasetReader.Open(key.Item1, key.Item2).Train.Labels);
}
