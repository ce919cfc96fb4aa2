using MudBlazor;
using WebLab.Client.Layout;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs.Verbs;

/// <summary>What is asked before runs are cancelled or stopped: nothing, unless training of more than a minute is at stake.</summary>
public static class CancelQuestion
{
    private const double WorthAsking = 60;

    public static MessageBoxOptions? Of(IReadOnlyList<RunSummary> runs, DateTimeOffset now)
    {
        var trained = LongTrained(runs, now);
        if (trained.Count == 0)
            return null;
        var work = Format.Duration(trained.Sum(run => SecondsTrained(run, now)));
        var lost =
            trained.Count == 1
                ? $"{trained[0].Name} has trained for {work}{At(trained[0])}."
                : $"{trained.Count} of the runs have trained for {work} together.";
        return new()
        {
            Title = runs.Count == 1 ? "Cancel this run?" : $"Cancel {VerbLabels.Runs(runs.Count)}?",
            Message = $"{lost} What is measured so far stays, but a cancelled run cannot go on. Pause keeps the work and frees the device.",
            YesText = runs.Count == 1 ? "Cancel the run" : $"Cancel {VerbLabels.Runs(runs.Count)}",
            CancelText = "Keep training",
        };
    }

    /// <summary>Before runs end with the epoch in hand: their measures stay, and the epochs that were planned are not trained.</summary>
    public static MessageBoxOptions? OfStop(IReadOnlyList<RunSummary> runs, DateTimeOffset now)
    {
        var trained = LongTrained([.. runs.Where(run => run.Status.IsActive())], now);
        if (trained.Count == 0)
            return null;
        var which =
            trained.Count == 1 ? $"{trained[0].Name} has trained{At(trained[0])}." : $"{trained.Count} of the runs are in training.";
        return new()
        {
            Title = runs.Count == 1 ? "Stop this run?" : $"Stop {VerbLabels.Runs(runs.Count)}?",
            Message = $"{which} It ends with the epoch in hand and keeps what is measured; it does not go on. Pause keeps the place.",
            YesText = runs.Count == 1 ? "Stop after this epoch" : $"Stop {VerbLabels.Runs(runs.Count)}",
            CancelText = "Keep training",
        };
    }

    private static List<RunSummary> LongTrained(IReadOnlyList<RunSummary> runs, DateTimeOffset now) =>
        [.. runs.Where(run => SecondsTrained(run, now) > WorthAsking)];

    /// <summary>What a run has been trained for; pauses do not count. Its steps at its pace leave evaluations out, and waver: alone they
    /// let a run of a minute and a half go without a question. The browser's clock may be behind: alone it would do the same.</summary>
    public static double SecondsTrained(RunSummary run, DateTimeOffset now) =>
        Math.Max(
            run.Progress is { ImagesPerSecond: > 0 } progress ? (double)progress.Step * run.Spec.BatchSize / progress.ImagesPerSecond : 0,
            run.Status.IsActive() ? run.TrainedUntil(now)?.TotalSeconds ?? 0 : 0
        );

    private static string At(RunSummary run) =>
        run.Progress is { Epoch: > 0 } progress ? $" and is in epoch {progress.Epoch} of {progress.Epochs}" : "";
}
