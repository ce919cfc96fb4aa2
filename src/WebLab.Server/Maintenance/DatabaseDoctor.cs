using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Server.Curves;
using WebLab.Server.Storage;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace WebLab.Server.Maintenance;

/// <summary>Reads the whole database: every document of every collection, every block of every curve, and who belongs to whom.</summary>
internal sealed class DatabaseDoctor(IReadOnlyList<string> collections, Func<string, ReadCollection> read, StoreFolder store)
{
    private const string Area = "database";

    /// <summary>More of one kind say nothing new.</summary>
    private const int MostOfAKind = 20;

    public IReadOnlyList<DoctorFinding> Check()
    {
        var problems = new List<DoctorFinding>();
        foreach (var collection in collections)
            problems.AddRange(Caught($"The collection {collection} does not read", () => Reads(collection)));
        if (problems.Count > 0)
            return problems;
        var runs = new Dictionary<Guid, RunSummary>();
        var experiments = new Dictionary<Guid, ExperimentSummary>();
        problems.AddRange(Caught("The runs do not read", () => Parse("runs", runs)));
        problems.AddRange(Caught("The experiments do not read", () => Parse("experiments", experiments)));
        problems.AddRange(Caught("The curves do not read", () => Curves(runs)));
        if (problems.Count == 0)
            problems.AddRange(Orphans(runs, experiments));
        return problems.Count > 0
            ? problems
            :
            [
                DoctorFinding.Good(
                    Area,
                    $"{Count(runs.Count, "run")} of {Count(experiments.Count, "experiment")} and all of their curves " + $"read."
                ),
            ];
    }

    private IEnumerable<string> Reads(string collection)
    {
        var indexed = read(collection).Count();
        var found = read(collection).All().Count();
        if (indexed != found && indexed != read(collection).Count())
            yield break;
        if (indexed != found)
            yield return $"The index of {collection} has {indexed:N0} entries and {found:N0} were found.";
    }

    private IEnumerable<string> Parse<T>(string collection, Dictionary<Guid, T> into)
    {
        foreach (var document in read(collection).All())
        {
            string? problem = null;
            try
            {
                into[document["_id"].AsGuid] = JsonSerializer.Deserialize<T>(document["json"].AsString, LabJson.Tolerant)!;
            }
            catch (Exception error) when (error is JsonException or InvalidCastException or InvalidOperationException)
            {
                problem = $"{document["_id"]} in {collection} does not read: {error.Message}";
            }
            if (problem is not null)
                yield return problem;
        }
    }

    private IEnumerable<string> Curves(Dictionary<Guid, RunSummary> runs)
    {
        var (heads, blocks) = (read(CurveHead.Collection), read(CurveBlocks.Collection));
        var ids = heads.All().Select(document => document["_id"].AsGuid).ToHashSet();
        foreach (var id in ids.Where(runs.ContainsKey))
        {
            foreach (var problem in CurveCheck.Problems(heads, blocks, id))
                yield return problem;
        }
    }

    private IEnumerable<DoctorFinding> Orphans(Dictionary<Guid, RunSummary> runs, Dictionary<Guid, ExperimentSummary> experiments)
    {
        // What came or went while the rest was read is no orphan: each is looked up once more.
        var curves = read(CurveHead.Collection)
            .All()
            .Select(document => document["_id"].AsGuid)
            .Where(id => !runs.ContainsKey(id) && read("runs").Find(id) is null && read(CurveHead.Collection).Find(id) is not null);
        var lone = runs.Values.Where(run =>
            !experiments.ContainsKey(run.ExperimentId)
            && read("experiments").Find(run.ExperimentId) is null
            && read("runs").Find(run.Id) is not null
        );
        var logs = new DirectoryInfo(Path.Combine(store.Root, "logs")) is { Exists: true } folder ? folder.EnumerateFiles() : [];
        var files = logs.Where(file =>
            Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out var id) && read("runs").Find(id) is null
        );
        return Orphans("curve", "run", curves.Select(id => id.ToString()))
            .Concat(Orphans("run", "experiment", lone.Select(run => run.Id.ToString())))
            .Concat(Orphans("log", "run", files.Select(file => file.Name)));
    }

    private static IEnumerable<DoctorFinding> Orphans(string what, string owner, IEnumerable<string> ids)
    {
        var found = ids.ToList();
        if (found.Count > 0)
            yield return DoctorFinding.Problem(
                "orphans",
                $"{Count(found.Count, what)} without {(owner == "experiment" ? "an" : "a")} {owner}: "
                    + $"{string.Join(", ", found.Take(3))}{(found.Count > 3 ? " and more" : "")}."
            );
    }

    private static List<DoctorFinding> Caught(string what, Func<IEnumerable<string>> check)
    {
        var problems = new List<DoctorFinding>();
        try
        {
            problems.AddRange(check().Take(MostOfAKind).Select(problem => DoctorFinding.Problem(Area, problem)));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A damaged page can lead LiteDB to any exception.
            problems.Add(DoctorFinding.Problem(Area, $"{what}: {error.Message.TrimEnd('.')}."));
        }
        return problems;
    }

    private static string Count(int count, string thing) => $"{count:N0} {thing}{(count == 1 ? "" : "s")}";
}
