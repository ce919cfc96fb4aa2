using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Jobs;

namespace WebLab.Science.Runs;

/// <summary>The door for actions: what is wrong with the request itself, and which runs a verb does not apply to.</summary>
public static class RunActionCheck
{
    /// <summary>The most runs of one action.</summary>
    public const int MaxIds = 10_000;

    /// <summary>The longest note.</summary>
    public const int MaxNoteLength = 10_000;

    /// <summary>What is wrong with the request, one sentence, or null.</summary>
    /// <param name="action">The request.</param>
    public static string? Problem(RunAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action switch
        {
            { Ids.Count: 0 or > MaxIds } => Sentence.Of($"ids must hold 1 to {MaxIds:N0} runs; it held {action.Ids.Count:N0}."),
            { Verb: RunVerb.Tag or RunVerb.Untag, Tags.Count: 0 or > RunTags.MaxCount } => Sentence.Of(
                $"tags must hold 1 to {RunTags.MaxCount} tags; it held {action.Tags.Count:N0}."
            ),
            { Verb: RunVerb.Tag or RunVerb.Untag } when action.Tags.Contains(null!) => $"A tag must be {RunTags.Allowed}; one was null.",
            { Verb: RunVerb.Tag } when action.Tags.FirstOrDefault(tag => !RunTags.IsTag(tag)) is { } wrong =>
                $"A tag must be {RunTags.Allowed}; one was {Sentence.Shown(wrong)}.",
            { Verb: RunVerb.Rename, Text: var name } when !ExperimentCheck.IsName(name) => Sentence.Of(
                $"text must have 1 to {ExperimentCheck.MaxNameLength} characters, {VisibleText.Allowed}, to be a name; it had "
                    + $"{name?.Length ?? 0:N0}."
            ),
            { Verb: RunVerb.Note, Text: null or { Length: > MaxNoteLength } } => Sentence.Of(
                $"text must have 0 to {MaxNoteLength:N0} characters to be a note; it had "
                    + $"{(action.Text is { } note ? Sentence.Of($"{note.Length:N0}") : "none given")}."
            ),
            _ => null,
        };
    }

    /// <summary>Whether the run's note is another by now than the one that was edited.</summary>
    /// <param name="run">The run.</param>
    /// <param name="action">The verb with the note as it was.</param>
    public static bool IsNoteStale(RunSummary run, RunAction action)
    {
        ArgumentNullException.ThrowIfNull(run);
        return action is { Verb: RunVerb.Note, NoteBefore: { } before } && run.Note != before;
    }

    /// <summary>Why the verb does not apply to the run, one sentence, or null when it does.</summary>
    /// <param name="run">The run.</param>
    /// <param name="action">The verb with its tags or text.</param>
    public static string? Refusal(RunSummary run, RunAction action)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(action);
        return action.Verb switch
        {
            RunVerb.Cancel when run.Status.HasEnded() => $"It has ended already: it is {Names<RunStatus>.Of(run.Status)}.",
            RunVerb.Pause or RunVerb.Stop when run.Status.HasEnded() => $"It has ended already: it is {Names<RunStatus>.Of(run.Status)}.",
            RunVerb.Pause when run.Status is RunStatus.Paused or RunStatus.Pausing => $"It is {Names<RunStatus>.Of(run.Status)} already.",
            RunVerb.Pause or RunVerb.Stop when !JobKinds.Of(run.Spec).CanPause && run.Status.IsActive() =>
                "It is a kernel, which is solved in one go; it can only be cancelled.",
            // A run that was cancelled before it had begun has lost nothing by it but its place.
            RunVerb.Resume when run is { Status: RunStatus.Cancelled, StartedAt: not null } => "It had begun before it was cancelled.",
            RunVerb.Resume when run.Status is not (RunStatus.Paused or RunStatus.Interrupted or RunStatus.Cancelled) =>
                $"It is neither paused nor interrupted: it is {Names<RunStatus>.Of(run.Status)}.",
            RunVerb.Resume when run.ArchivedAt is not null => "It is archived; restore it first.",
            RunVerb.Pin when run.IsPinned => "It is pinned already.",
            RunVerb.Unpin when !run.IsPinned => "It is not pinned.",
            RunVerb.Tag
                when action.Tags.Except(run.Tags, StringComparer.OrdinalIgnoreCase).Count() is var added
                    && (added == 0 || added + run.Tags.Count > RunTags.MaxCount) => added == 0
                ? "It has these tags already."
                : Sentence.Of($"It would have more than {RunTags.MaxCount} tags."),
            RunVerb.Untag when !run.Tags.Intersect(action.Tags, StringComparer.OrdinalIgnoreCase).Any() => "It has none of these tags.",
            RunVerb.Note when run.Note == action.Text => "It has this note already.",
            RunVerb.Note when IsNoteStale(run, action) =>
                "Its note was changed by somebody else while this one was written; read theirs, then save again.",
            RunVerb.Rename when run.Name == action.Text => "It has this name already.",
            RunVerb.Archive when run.ArchivedAt is not null => "It is archived already.",
            RunVerb.Archive when !run.Status.HasEnded() => $"It has not ended: it is {Names<RunStatus>.Of(run.Status)}; cancel it first.",
            RunVerb.Restore when run.ArchivedAt is null => "It is not archived.",
            RunVerb.Purge when run.ArchivedAt is null => "It is not archived; archive it first.",
            _ => null,
        };
    }
}
