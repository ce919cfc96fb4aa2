using System.Collections.Concurrent;
using System.Security.Cryptography;
using LiteDB;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Science.Specs;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets;

/// <summary>
/// The label files that a spec can name: those found beside a data set, by their own names, and uploaded ones, each under a name made
/// from its content, so that no name from outside becomes a path and no recipe changes its meaning.
/// </summary>
public sealed class LabelLibrary(DatasetLibrary datasets, StoreFolder store, LabDatabase database)
{
    private const string Collection = "label_files";
    private const int MaxFiles = 1_000,
        MaxJudged = 1_000;

    private readonly ConcurrentDictionary<(string, string?), byte[]> _trueLabels = new();

    /// <summary>Why a file's labels cannot be trained on, by what they depend on: a sweep's runs ask the same again and again.</summary>
    private readonly ConcurrentDictionary<(string, string, DateTime, int, LabelChoice, bool), string?> _judged = new();

    /// <summary>The files for a data set that is here, those found before those uploaded.</summary>
    public IReadOnlyList<LabelFileInfo> All(string name) => [.. Found(name), .. Uploaded(name)];

    /// <summary>Keeps the labels of a file that somebody uploads, one byte each whatever form they came in.</summary>
    /// <exception cref="DatasetException">It is no label file of the data set.</exception>
    public async Task<LabelFileInfo> Add(string name, string title, byte[] content, LabelTarget target, LabelChoice choice)
    {
        var labels = LabelFile.Read(title, content, target, choice);
        if (Directory.EnumerateFiles(store.Labels).Count() >= MaxFiles)
            throw new DatasetException(
                $"There are {MaxFiles:N0} label files already, as many as this server keeps; remove some from {store.Labels}."
            );
        var file = $"{Prefix(name)}{Convert.ToHexStringLower(SHA256.HashData(labels))[..16]}.u8";
        var path = Path.Combine(store.Labels, file);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(unfinished, labels);
        File.Move(unfinished, path, overwrite: true);
        var shown = choice.Column is { } column ? $"{title}, {column}" : title;
        await database.Write(tx =>
            tx.Collection(Collection)
                .Upsert(
                    new BsonDocument
                    {
                        ["_id"] = file,
                        ["dataset"] = name,
                        ["title"] = shown,
                    }
                )
        );
        return Describe(name, file, shown, labels) with { IsUploaded = true };
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

    private string? Judge(RunSpec spec, string folder, string file, LabelChoice choice)
    {
        try
        {
            var facts = DatasetFacts.Of(spec.Dataset);
            var title = TitleOf(file);
            var labels = FileLabels.Read(folder, file, facts, spec.TrainSize, choice, title);
            return FileLabels.Doubt(spec, new(TrueLabels(spec.Dataset)[..labels.Length], labels), title);
        }
        catch (DatasetException error)
        {
            return error.Message;
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
            // A person may have removed it.
            if (!File.Exists(path))
                continue;
            foreach (var info in Read(name, path, file, title, (int)new FileInfo(path).Length))
                yield return info with
                {
                    IsUploaded = true,
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
            var content = File.ReadAllBytes(path);
            var target = LabelTarget.Of(DatasetFacts.Of(name), trainSize);
            var columns = LabelFile.Choices(title, content, target);
            return columns.Count == 0
                ? [Describe(name, file, title, LabelFile.Read(file, content, target, new(), title))]
                :
                [
                    .. columns.Select(column =>
                        Describe(name, file, $"{title}, {column}", LabelFile.Read(file, content, target, new(column), title)) with
                        {
                            Column = column,
                        }
                    ),
                ];
        }
        catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
        {
            return
            [
                new()
                {
                    File = file,
                    Title = title,
                    Count = 0,
                    NoiseRate = 0,
                    IsUploaded = false,
                    Problem = error.Message,
                },
            ];
        }
    }

    private LabelFileInfo Describe(string name, string file, string title, byte[] labels)
    {
        var agreement = LabelAgreement.Of(TrueLabels(name).AsSpan(0, labels.Length), labels, DatasetFacts.Of(name).Classes);
        return new()
        {
            File = file,
            Title = title,
            Count = labels.Length,
            NoiseRate = 1 - agreement.Share,
            Doubt = agreement.Doubt,
            IsUploaded = false,
        };
    }

    private byte[] TrueLabels(string name) =>
        _trueLabels.GetOrAdd((name, datasets.PlaceOf(name)), key => DatasetReader.Load(key.Item1, key.Item2, testCount: 1).Train.Labels);
}
