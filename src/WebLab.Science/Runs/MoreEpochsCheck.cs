using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Jobs;

namespace WebLab.Science.Runs;

/// <summary>Which runs can be given more epochs, and how many. The learning rate of an epoch does not depend on how many there are, so that
/// a run that goes on is the one that was long from the start, to the last bit.</summary>
public static class MoreEpochsCheck
{
    /// <summary>The most epochs of a recipe.</summary>
    public const int Most = 10_000;

    /// <summary>Why a run cannot be given more epochs, one sentence, or null.</summary>
    /// <param name="run">The run.</param>
    public static string? Refusal(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!JobKinds.Of(run.Spec).HasCurves)
            return "It is no training in epochs.";
        if (run.ArchivedAt is not null)
            return "It is archived; restore it first.";
        if (run is not { Status: RunStatus.Completed or RunStatus.Cancelled, Result: { } result })
            return $"Only a run that has completed or was stopped can be given more epochs; this one is {Names<RunStatus>.Of(run.Status)}.";
        if (run.Status == RunStatus.Completed && result.Epochs < run.Spec.Epochs)
            return Sentence.Of(
                $"It ended by its own rule after epoch {result.Epochs:N0} of {run.Spec.Epochs:N0}, and would end there again; clone it and "
                    + $"change the rule."
            );
        return result.Epochs >= Most ? Sentence.Of($"It has had {Most:N0} epochs, the most that a recipe can have.") : null;
    }

    /// <summary>What is wrong with a number of epochs, one sentence, or null.</summary>
    /// <param name="run">A run that can be given more.</param>
    /// <param name="epochs">Epochs in all.</param>
    public static string? Problem(RunSummary run, int epochs)
    {
        ArgumentNullException.ThrowIfNull(run);
        var least = (run.Result?.Epochs ?? 0) + 1;
        return epochs >= least && epochs <= Most ? null : Sentence.Of($"epochs must be {least:N0} to {Most:N0}; it was {epochs:N0}.");
    }
}
