using System.CommandLine;
using System.Diagnostics;
using WebLab.Contracts;

namespace WebLab.Bench.Store;

/// <summary><c>bench seed</c>: a store full of finished runs, to look at and to measure on.</summary>
internal static class SeedCommand
{
    private const int MaxRuns = 100_000,
        MaxPoints = 1_000_000;

    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How many runs.", DefaultValueFactory = _ => 10_000 };
        var points = new Option<int>("--points") { Description = "Points a run.", DefaultValueFactory = _ => 1_000 };
        var store = new Option<string>("--store") { Description = "The store folder; no server may be using it.", Required = true };
        var seed = new Option<int>("--seed") { Description = "The root of what is drawn.", DefaultValueFactory = _ => 1 };
        runs.Validators.Add(result => Within(result, runs, 1, MaxRuns));
        points.Validators.Add(result => Within(result, points, 25, MaxPoints));
        var command = new Command("seed", "Writes finished runs through the real stores.") { runs, points, store, seed };
        command.SetAction(
            async (parsed, _) => await Seed(parsed.GetValue(runs), parsed.GetValue(points), parsed.GetValue(store)!, parsed.GetValue(seed))
        );
        return command;
    }

    private static async Task<int> Seed(int runs, int points, string folder, int seed)
    {
        using var stores = new LabStores(folder);
        var watch = Stopwatch.StartNew();
        var (seeded, stored) = await new StoreSeeder(stores).Seed(runs, points, seed, TimeProvider.System.GetUtcNow());
        Console.WriteLine(
            Sentence.Of(
                $"{seeded.Count:N0} runs with {stored:N0} points are in {folder}; it took {watch.Elapsed.TotalSeconds:N1} s, "
                    + $"{stored / watch.Elapsed.TotalSeconds:N0} points a second."
            )
        );
        return 0;
    }

    private static void Within(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
    {
        if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var value) || value < least || value > most))
            result.AddError(Sentence.Of($"{option.Name} must be a whole number from {least:N0} to {most:N0}; it was {text}."));
    }
}
