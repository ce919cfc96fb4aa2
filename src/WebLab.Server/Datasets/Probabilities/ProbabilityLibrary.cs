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

namespace WebLab.Server.Datasets.Probabilities;

/// <summary>
/// The files of out-of-sample probabilities that label audits score by, each under a name made from its content, so that no recipe changes
/// its meaning. The server reads none of them: whether one is what it should be, the audit says.
/// </summary>
public sealed class ProbabilityLibrary(RunStore runs, StoreFolder store, LabDatabase database)
{
    private const string Collection = "probability_files",
        Dataset = "dataset",
        Title = "title",
        OwnerId = "ownerId",
        Owner = "owner";
    private const int MaxFilesAPerson = 20;

    /// <summary>Those for a data set, by their names on the screen.</summary>
    public IReadOnlyList<ProbabilityFileInfo> All(string dataset, Caller caller) =>
        [
            .. Documents(dataset)
                .OrderBy(document => document[Title].AsString, StringComparer.Ordinal)
                .Select(document => Describe(document, caller)),
        ];

    /// <summary>Why a person may keep no more, one sentence, or null: a first look, before a large file is read.</summary>
    public string? Refusal(Caller caller) => Refusal(database.Read(Collection).All(), caller);

    private static string? Refusal(IEnumerable<BsonDocument> all, Caller caller) =>
        all.Count(document => document[OwnerId].AsGuid == caller.Id) >= MaxFilesAPerson
            ? $"A person has at most {MaxFilesAPerson} files of probabilities here; delete some of yours first."
            : null;

    /// <summary>Keeps a file, which is taken from where it lies.</summary>
    /// <param name="dataset">The data set that it is for.</param>
    /// <param name="title">The person's name for it.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="caller">Whose it becomes, unless somebody brought the same before.</param>
    /// <returns>What is kept; or why not, since others of the same person's may have come meanwhile.</returns>
    public async Task<(ProbabilityFileInfo? Kept, string? Refusal)> Keep(string dataset, string title, string path, Caller caller)
    {
        var file = $"{dataset}-{await Hash(path)}";
        var unfinished = $"{PathOf(file)}.{Guid.NewGuid():N}.part";
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
                var files = tx.Collection(Collection);
                if (files.FindById(file) is not null)
                    return null;
                if (Refusal(files.FindAll(), caller) is { } sentence)
                    return sentence;
                files.Insert(document);
                return null;
            });
            if (refusal is not null)
                return (null, refusal);
            File.Move(unfinished, PathOf(file), overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return (Describe(database.Read(Collection).Find(new BsonValue(file)) ?? document, caller), null);
    }

    /// <summary>Takes a file away.</summary>
    /// <returns>Why not, with the answer's status; null when it is gone.</returns>
    public async Task<(int Status, string Sentence)?> Delete(string dataset, string file, Caller caller)
    {
        var refusal = await database.Write<(int, string)?>(tx =>
        {
            var files = tx.Collection(Collection);
            if (files.FindById(file) is not { } document || document[Dataset].AsString != dataset)
                return (404, $"There is no file of probabilities {Sentence.Shorten(file)} for {dataset}.");
            if (!MayDelete(document, caller))
                return (403, $"{document[Title].AsString} was brought by somebody else; only they or an administrator may delete it.");
            if (runs.All(tx).FirstOrDefault(run => !IsOver(run) && Uses(run.Spec, dataset, file)) is { } run)
                return (
                    409,
                    $"{document[Title].AsString} is used by the audit {run.Name} ({run.Id}), which has not ended; cancel it first."
                );
            files.Delete(file);
            return null;
        });
        if (refusal is null)
            File.Delete(PathOf(file));
        return refusal;
    }

    /// <summary>Takes those of a data set away that is gone: another set of its name is not to find them.</summary>
    public async Task DeleteAll(string dataset)
    {
        foreach (var document in Documents(dataset))
        {
            var file = document["_id"].AsString;
            await database.Write(tx => tx.Collection(Collection).Delete(file));
            File.Delete(PathOf(file));
        }
    }

    /// <summary>Why an audit cannot score by the file that its recipe names; null where it names none or can.</summary>
    public SpecProblem? Problem(RunSpec spec)
    {
        const string Field = $"analysis.{LabelAuditOptions.ProbabilitiesKey}";
        return FileOf(spec) is not { } file ? null
            : Known(spec.Dataset, file) is not { } document
                ? new(
                    Field,
                    $"{Field} must be a file of probabilities that was brought for {spec.Dataset}; there is no {Sentence.Shorten(file)}."
                )
            : File.Exists(PathOf(file)) ? null
            : new(Field, $"The file of {document[Title].AsString} is gone from the server; bring it again.");
    }

    /// <summary>Where the file lies that a recipe names, and the person's name for it; null where there is none.</summary>
    public (string Path, string Title)? Find(RunSpec spec) =>
        FileOf(spec) is { } file && Known(spec.Dataset, file) is { } document ? (PathOf(file), document[Title].AsString) : null;

    private static string? FileOf(RunSpec spec) =>
        spec.Analysis?.Fields.Text(LabelAuditOptions.ProbabilitiesKey) is { Length: > 0 } file ? file : null;

    private static bool Uses(RunSpec spec, string dataset, string file) => spec.Dataset == dataset && FileOf(spec) == file;

    /// <summary>Whether it reads the file no more.</summary>
    private static bool IsOver(RunSummary run) => run.Status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed;

    private static bool MayDelete(BsonDocument document, Caller caller) =>
        caller.Role == Role.Admin || (caller.Role > Role.Viewer && caller.Id != Guid.Empty && document[OwnerId].AsGuid == caller.Id);

    private static async Task<string> Hash(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file))[..16];
    }

    private string PathOf(string file) => Path.Combine(store.Probabilities, file);

    private BsonDocument? Known(string dataset, string file) =>
        database.Read(Collection).Find(new BsonValue(file)) is { } document && document[Dataset].AsString == dataset ? document : null;

    private IReadOnlyList<BsonDocument> Documents(string dataset) =>
        database.Read(Collection).Find(BsonExpression.Create("$.dataset = @0", dataset));

    private ProbabilityFileInfo Describe(BsonDocument document, Caller caller)
    {
        var file = document["_id"].AsString;
        return new()
        {
            File = file,
            Title = document[Title].AsString,
            Size = new FileInfo(PathOf(file)) is { Exists: true, Length: var length } ? length : 0,
            Owner = document[Owner].AsString,
            MayDelete = MayDelete(document, caller),
        };
    }
}
