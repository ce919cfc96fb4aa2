using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Paper;

namespace WebLab.Training.Commands;

/// <summary><c>weblab paper run</c>: trains an item's runs one after the other and judges them.</summary>
internal static class PaperRunCommand
{
    private const string All = "all";

    private const int MaxSeeds = 10,
        RunFailed = 1;

    public static Command Create()
    {
        var id = new Argument<string>("item") { Description = $"One of {Ids}; or {All} for every one of them.", HelpName = "ITEM" };
        var scale = new Option<string>("--scale")
        {
            Description = "small (subsets for two cores) or full (the paper's sizes, for a GPU); default small.",
            HelpName = "name",
        };
        var seeds = new Option<string>("--seeds")
        {
            Description = $"Every row is run with seeds 1 to this many, 1 to {MaxSeeds}; default {PaperLaunch.UsualSeeds}.",
            HelpName = "number",
        };
        var part = new Option<string>("--part")
        {
            Description = "Only the rows whose names begin with this network or condition, for example \"MLP 1x512\".",
            HelpName = "name",
        };
        var data = new Option<string>("--data")
        {
            Description = "The folder with the data set's files, or the parent of both data sets' folders.",
            HelpName = "folder",
        };
        var threads = ComputeOptions.Threads();
        var device = ComputeOptions.Device();
        var json = new Option<bool>("--json") { Description = "The report as one JSON object, as the server gives it." };
        var csv = new Option<bool>("--csv") { Description = "The report as comma-separated values." };
        var command = new Command(
            "run",
            "Runs one experiment and sets it beside the paper: the report on standard output, progress on standard error."
        )
        {
            id,
            scale,
            seeds,
            part,
            data,
            threads,
            device,
            json,
            csv,
        };
        command.SetAction(parsed =>
        {
            var chosen = ReadScale(parsed.GetValue(scale));
            var items = ReadItems(parsed.GetValue(id)!, chosen, parsed.GetValue(part));
            var requests = items
                .Select(item => (Item: item, Request: item.Request(chosen, ReadSeeds(parsed.GetValue(seeds)), parsed.GetValue(part))))
                .ToList();
            var folder = FolderOption.Read(parsed, data);
            var compute = ComputeOptions.Open(parsed, device, threads);
            using var interrupted = new Interruption();
            var (start, missing) = (Stopwatch.GetTimestamp(), 0);
            foreach (var (item, request) in requests)
            {
                var results = Train(request, folder, compute, interrupted.Token);
                missing += request.Runs.Count - results.Count;
                var report = PaperJudge.Judge(item, chosen, results);
                if (parsed.GetValue(json))
                    Console.WriteLine(JsonSerializer.Serialize(report, LabJson.Options));
                else if (parsed.GetValue(csv))
                    Console.Write(PaperCsv.Write(report));
                else
                    PaperTable.Write(item, report);
            }
            if (requests.Count > 1)
                Console.Error.WriteLine(
                    Sentence.Of($"{requests.Count} items in {Stopwatch.GetElapsedTime(start).TotalMinutes:0.0} minutes.")
                );
            return missing > 0 ? RunFailed : 0;
        });
        return command;
    }

    private static string Ids => string.Join(", ", PaperCatalogue.All.Select(item => item.Id));

    private static List<PaperItem> ReadItems(string id, PaperScale scale, string? part)
    {
        if (string.Equals(id, All, StringComparison.OrdinalIgnoreCase))
        {
            if (part is not null)
                throw new UsageException($"part must be left out with {All}; it was {part}.");
            return [.. PaperCatalogue.All.Where(item => item.RowsAt(scale).Any())];
        }
        var item = PaperCatalogue.Find(id) ?? throw new UsageException($"item must be one of {Ids}, or {All}; it was {id}.");
        if (!item.RowsAt(scale).Any())
            throw new UsageException($"scale must be full for {item.Id}, which has no run at the small one.");
        if (part is not null && !item.Parts(scale).Contains(part))
            throw new UsageException($"part must be one of {string.Join(", ", item.Parts(scale))}, or left out; it was {part}.");
        return [item];
    }

    private static PaperScale ReadScale(string? text) =>
        text is null ? PaperScale.Small
        : Names<PaperScale>.TryParse(text, out var scale) ? scale
        : throw new UsageException($"scale must be one of {string.Join(", ", Names<PaperScale>.All)}; it was {text}.");

    private static int ReadSeeds(string? text) =>
        int.TryParse(text ?? $"{PaperLaunch.UsualSeeds}", NumberStyles.None, CultureInfo.InvariantCulture, out var seeds)
        && seeds is >= 1 and <= MaxSeeds
            ? seeds
            : throw new UsageException($"seeds must be a whole number from 1 to {MaxSeeds}; it was {text}.");

    /// <summary>Trains every run; one that cannot go on is told of and leaves the others alone.</summary>
    private static List<SeedResult> Train(ExperimentRequest request, string? folder, ComputeDevice device, CancellationToken interrupted)
    {
        var datasets = request
            .Runs.Select(run => run.Spec)
            .GroupBy(spec => spec.Dataset)
            .ToDictionary(
                specs => specs.Key,
                specs => DatasetReader.Load(specs.Key, folder, specs.Max(spec => spec.TrainSize), specs.Max(spec => spec.TestSize))
            );
        using var control = new TrainingControl(interrupted);
        var results = new List<SeedResult>();
        foreach (var (run, index) in request.Runs.Select((run, index) => (run, index)))
        {
            var progress = new PaperProgress($"[{index + 1}/{request.Runs.Count}] {run.Name}", Console.Error, TimeProvider.System);
            try
            {
                var result = Execution.Run(
                    run.Spec,
                    Corruptor.Apply(run.Spec, datasets[run.Spec.Dataset], folder),
                    device,
                    progress,
                    control
                );
                progress.Ended(result);
                results.Add(new(run.Spec, result));
            }
            catch (TrainingFailedException error)
            {
                progress.Failed(error.Message);
                if (error is TrainingDivergedException)
                    results.Add(new(run.Spec, null));
            }
        }
        return results;
    }
}
