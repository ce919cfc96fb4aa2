using System.Security.Cryptography;
using LiteDB;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;
using WebLab.Server.Accounts;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.NumberFiles;

/// <summary>
/// The files of probabilities and of embeddings that label audits read, each under a name made from its content, so that no recipe changes
/// its meaning. The server reads none of them: whether one is what it should be, the audit says.
/// </summary>
public sealed class NumberFileLibrary(RunStore runs, StoreFolder store, LabDatabase database)
{
    private const string Dataset = "dataset",
        Title = "title",
        OwnerId = "ownerId",
        Owner = "owner";
    private const int MaxFilesAPerson = 20;

    /// <summary>Those of a kind for a data set, by their names on the screen.</summary>
    public IReadOnlyList<NumberFileInfo> All(NumberFileKind kind, string dataset, Caller caller) =>
        [
            .. Documents(kind, dataset)
                .OrderBy(document => document[Title].AsString, StringComparer.Ordinal)
                .Select(document => Describe(kind, document, caller)),
        ];

    /// <summary>Why a person may keep no more, one sentence, or null: a first look, before a large file is read.</summary>
    public string? Refusal(NumberFileKind kind, Caller caller) => Refusal(kind, database.Read(CollectionOf(kind)).All(), caller);

    private static string? Refusal(NumberFileKind kind, IEnumerable<BsonDocument> all, Caller caller) =>
        all.Count(document => document[OwnerId].AsGuid == caller.Id) >= MaxFilesAPerson
            ? $"A person has at most {MaxFilesAPerson} files of {Noun(kind)} here; delete some of yours first."
            : null;

    /// <summary>Keeps a file, which is taken from where it lies.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="dataset">The data set that it is for.</param>
    /// <param name="title">The person's name for it.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="caller">Whose it becomes, unless somebody brought the same before.</param>
    /// <returns>What is kept; or why not, since others of the same person's may have come meanwhile.</returns>
    public async Task<(NumberFileInfo? Kept, string? Refusal)> Keep(
        NumberFileKind kind,
        string dataset,
        string title,
        string path,
        Caller caller
    )
    {
        var file = $"{dataset}-{await Hash(path)}";
        var unfinished = $"{PathOf(kind, file)}.{Guid.NewGuid():N}.part";
        // Beside its place first: where uploads lie on another disk, it comes there in parts.
        File.Move(path, unfinished);
        var document = new BsonDocument
        {
            ["_id"] = file,
            [Dataset] = dataset,
            [Title] = title,
            [OwnerId] = caller.Id,
            [Owner] = caller.Name,
        };
        try
        {
            var refusal = await database.Write<string?>(tx =>
            {
                var files = tx.Collection(CollectionOf(kind));
                if (files.FindById(file) is not null)
                    return null;
                if (Refusal(kind, files.FindAll(), caller) is { } sentence)
                    return sentence;
                files.Insert(document);
                return null;
            });
            if (refusal is not null)
                return (null, refusal);
            File.Move(unfinished, PathOf(kind, file), overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return (Describe(kind, database.Read(CollectionOf(kind)).Find(new BsonValue(file)) ?? document, caller), null);
    }

    /// <summary>Takes a file away.</summary>
    /// <returns>Why not, with the answer's status; null when it is gone.</returns>
    public async Task<(int Status, string Sentence)?> Delete(NumberFileKind kind, string dataset, string file, Caller caller)
    {
        var refusal = await database.Write<(int, string)?>(tx =>
        {
            var files = tx.Collection(CollectionOf(kind));
            if (files.FindById(file) is not { } document || document[Dataset].AsString != dataset)
                return (404, $"There is no file of {Noun(kind)} {Sentence.Shorten(file)} for {dataset}.");
            if (!MayDelete(document, caller))
                return (403, $"{document[Title].AsString} was brought by somebody else; only they or an administrator may delete it.");
            if (runs.All(tx).FirstOrDefault(run => !IsOver(run) && Uses(run.Spec)) is { } run)
                return (
                    409,
                    $"{document[Title].AsString} is used by the audit {run.Name} ({run.Id}), which has not ended; cancel it first."
                );
            files.Delete(file);
            return null;

            bool Uses(RunSpec spec) => spec.Dataset == dataset && FileOf(kind, spec) == file;
        });
        if (refusal is null)
            File.Delete(PathOf(kind, file));
        return refusal;
    }

    /// <summary>Takes those of a data set away that is gone: another set of its name is not to find them.</summary>
    public async Task DeleteAll(string dataset)
    {
        foreach (var kind in Enum.GetValues<NumberFileKind>())
        {
            foreach (var document in Documents(kind, dataset))
            {
                var file = document["_id"].AsString;
                await database.Write(tx => tx.Collection(CollectionOf(kind)).Delete(file));
                File.Delete(PathOf(kind, file));
            }
        }
    }

    /// <summary>Why an audit cannot read the files that its recipe names; none where it names none or can.</summary>
    public IEnumerable<SpecProblem> Problems(RunSpec spec) =>
        Enum.GetValues<NumberFileKind>().Select(kind => Problem(kind, spec)).OfType<SpecProblem>();

    private SpecProblem? Problem(NumberFileKind kind, RunSpec spec)
    {
        var field = $"analysis.{LabelAuditOptions.KeyOf(kind)}";
        return FileOf(kind, spec) is not { } file ? null
            : Known(kind, spec.Dataset, file) is not { } document
                ? new(
                    field,
                    $"{field} must be a file of {Noun(kind)} that was brought for {spec.Dataset}; there is no {Sentence.Shorten(file)}."
                )
            : File.Exists(PathOf(kind, file)) ? null
            : new(field, $"The file of {document[Title].AsString} is gone from the server; bring it again.");
    }

    /// <summary>Where the file of a kind lies that a recipe names, and the person's name for it; null where there is none.</summary>
    public (string Path, string Title)? Find(NumberFileKind kind, RunSpec spec) =>
        FileOf(kind, spec) is { } file && Known(kind, spec.Dataset, file) is { } document
            ? (PathOf(kind, file), document[Title].AsString)
            : null;

    private static string? FileOf(NumberFileKind kind, RunSpec spec) =>
        spec.Analysis?.Fields.Text(LabelAuditOptions.KeyOf(kind)) is { Length: > 0 } file ? file : null;

    private static string Noun(NumberFileKind kind) => Names<NumberFileKind>.Of(kind);

    private static string CollectionOf(NumberFileKind kind) =>
        kind switch
        {
            NumberFileKind.Probabilities => "probability_files",
            NumberFileKind.Embeddings => "embedding_files",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Such files are not kept."),
        };

    /// <summary>Whether it reads the file no more.</summary>
    private static bool IsOver(RunSummary run) => run.Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;

    private static bool MayDelete(BsonDocument document, Caller caller) =>
        caller.Role == Role.Admin || (caller.Role > Role.Viewer && caller.Id != Guid.Empty && document[OwnerId].AsGuid == caller.Id);

    private static async Task<string> Hash(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file))[..16];
    }

    private string PathOf(NumberFileKind kind, string file) => Path.Combine(store.NumberFiles(Noun(kind)), file);

    private BsonDocument? Known(NumberFileKind kind, string dataset, string file) =>
        database.Read(CollectionOf(kind)).Find(new BsonValue(file)) is { } document && document[Dataset].AsString == dataset
            ? document
            : null;

    private IReadOnlyList<BsonDocument> Documents(NumberFileKind kind, string dataset) =>
        database.Read(CollectionOf(kind)).Find(BsonExpression.Create("$.dataset = @0", dataset));

    private NumberFileInfo Describe(NumberFileKind kind, BsonDocument document, Caller caller)
    {
        var file = document["_id"].AsString;
        return new()
        {
            File = file,
            Title = document[Title].AsString,
            Size = new FileInfo(PathOf(kind, file)) is { Exists: true, Length: var length } ? length : 0,
            Owner = document[Owner].AsString,
            MayDelete = MayDelete(document, caller),
        };
    }
}
