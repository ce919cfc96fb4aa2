using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Runs;

/// <summary>Sentences on how a run came to a halt.</summary>
internal static class RunEndSentences
{
    public static string Stopped(RunSummary? run, RunResult? result = null) =>
        (result ?? run?.Result) is { } last && run is not null
            ? Sentence.Of($"Stopped after epoch {last.Epochs:N0} of {run.Spec.Epochs:N0}, as asked.")
            : "Stopped before its first epoch was done, as asked.";

    public static string? Cancelled(string? by) => by is null ? null : $"Cancelled by {by}.";

    public static string ServerStopped(RunSummary? run) =>
        run?.Checkpoint is { } checkpoint
            ? Sentence.Of($"The server was stopped; the run goes on from step {checkpoint.Step:N0} when it is resumed.")
            : "The server was stopped.";
}
