using System.Collections.Concurrent;
using System.Security.Cryptography;
using LiteDB;
using WebLab.Contracts.Datasets;
using WebLab.Data.Corruption.Labels;
using WebLab.Data.Datasets;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets;

/// <summary>
/// The label files that a spec can name: those found beside a data set, by their own names, and uploaded ones, each under a name made
/// from its content, so that no name from outside becomes a path and no recipe changes its meaning.
/// </summary>
public sealed class LabelLibrary(DatasetLibrary datasets, StoreFolder store, LabDatabase database)
{
    private const string Collection = "label_files";
    private const int MaxFiles = 1_000;

    private readonly ConcurrentDictionary<(string, string?), byte[]> _trueLabels = new();

    /// <summary>The files for a data set that is here, those found before those uploaded.</summary>
    public IReadOnlyList<LabelFileInfo> All(string name) => [.. Found(name), .. Uploaded(name)];

    /// <summary>Keeps a file that somebody uploads.</summary>
    /// <exception cref="DatasetException">It is no label file of the data set.</exception>
    public async Task<LabelFileInfo> Add(string name, string title, byte[] content)
    {
        var labels = FileLabels.Parse(title, content, DatasetFacts.Of(name));
        if (Directory.EnumerateFiles(store.Labels).Count() >= MaxFiles)
            throw new DatasetException(
                $"There are {MaxFiles:N0} label files already, as many as this server keeps; remove some from {store.Labels}."
            );
        var file = $"{Prefix(name)}{Convert.ToHexStringLower(SHA256.HashData(labels))[..16]}.u8";
        var path = Path.Combine(store.Labels, file);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(unfinished, labels);
        File.Move(unfinished, path, overwrite: true);
        await database.Write(tx =>
            tx.Collection(Collection)
                .Upsert(
                    new BsonDocument
                    {
                        ["_id"] = file,
                        ["dataset"] = name,
                        ["title"] = title,
                    }
                )
        );
        return Describe(name, file, title, labels, isUploaded: true);
    }

    /// <summary>Whether an uploaded file of that name is one for the data set.</summary>
    internal static bool IsFor(string name, string file) => file.StartsWith(Prefix(name), StringComparison.Ordinal);

    private static string Prefix(string name) => $"{name}-";

    private IEnumerable<LabelFileInfo> Found(string name)
    {
        if (datasets.PublishedLabelsOf(name) is not { } folder)
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Read(path, DatasetFacts.Of(name)) is { } labels)
                yield return Describe(name, Path.GetFileName(path), Path.GetFileName(path), labels, isUploaded: false);
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
            var file = document["_id"].AsString;
            if (Read(Path.Combine(store.Labels, file), DatasetFacts.Of(name)) is { } labels)
                yield return Describe(name, file, document["title"].AsString, labels, isUploaded: true);
        }
    }

    /// <summary>The labels of a file, or null when it is none: a folder may hold a licence, too, and a person may remove files.</summary>
    private static byte[]? Read(string path, DatasetFacts facts)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, LinkTarget: null, Length: <= FileLabels.MaxBytes }
                ? FileLabels.Parse(Path.GetFileName(path), File.ReadAllBytes(path), facts)
                : null;
        }
        catch (Exception error) when (error is DatasetException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private LabelFileInfo Describe(string name, string file, string title, byte[] labels, bool isUploaded) =>
        new()
        {
            File = file,
            Title = title,
            Count = labels.Length,
            NoiseRate = labels.Zip(TrueLabels(name)).Count(pair => pair.First != pair.Second) / (double)labels.Length,
            IsUploaded = isUploaded,
        };

    private byte[] TrueLabels(string name) =>
        _trueLabels.GetOrAdd((name, datasets.FolderOf(name)), key => DatasetReader.Load(key.Item1, key.Item2, testCount: 1).Train.Labels);
}
