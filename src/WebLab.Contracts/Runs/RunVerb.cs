namespace WebLab.Contracts.Runs;

/// <summary>What can be done to runs, one or many at a time.</summary>
public enum RunVerb
{
    /// <summary>End a queued run, or ask the worker of a running one to stop.</summary>
    Cancel,

    /// <summary>Hold a queued run back, or ask the worker of a running one for a checkpoint and the end.</summary>
    Pause,

    /// <summary>Put a paused or interrupted run back into the queue, from its newest checkpoint, or one that was cancelled before it
    /// began.</summary>
    Resume,

    /// <summary>End it with the epoch in hand, whose measures are kept.</summary>
    Stop,

    /// <summary>Put it above the others in the list.</summary>
    Pin,

    /// <summary>Put it back into its place.</summary>
    Unpin,

    /// <summary>Add tags.</summary>
    Tag,

    /// <summary>Take tags away.</summary>
    Untag,

    /// <summary>Write its note, in the place of the one before.</summary>
    Note,

    /// <summary>Give it another name.</summary>
    Rename,

    /// <summary>Put it out of sight; it can be restored.</summary>
    Archive,

    /// <summary>Bring it back from the archive.</summary>
    Restore,

    /// <summary>Delete an archived run with all its points and files, for good.</summary>
    Purge,
}

/// <summary>What is known of a verb.</summary>
public static class RunVerbFacts
{
    /// <summary>Whether it needs more than the runs: tags, a note or a name.</summary>
    /// <param name="verb">The verb.</param>
    public static bool NeedsMore(this RunVerb verb) => verb is RunVerb.Tag or RunVerb.Untag or RunVerb.Note or RunVerb.Rename;
}

/// <summary>Asks to do one thing to many runs.</summary>
public sealed record RunAction
{
    /// <summary>What is done.</summary>
    public required RunVerb Verb { get; init; }

    /// <summary>The runs, 1 to 10,000.</summary>
    public required IReadOnlyList<Guid> Ids { get; init; }

    /// <summary>The tags to add or take away, 1 to 20; for tag and untag only.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The note (at most 10,000 characters, may be empty) or the name (1 to 200 characters); for note and rename only.</summary>
    public string? Text { get; init; }

    /// <summary>The note as it was before it was edited, for note only: where it has become another meanwhile, the new one is refused. Null
    /// overwrites what is there.</summary>
    public string? NoteBefore { get; init; }

    /// <summary>Whether nothing is done and the answer tells what would be.</summary>
    public bool IsPreview { get; init; }
}

/// <summary>To how many of some runs a verb would apply; of a verb that needs more than the runs, how many of them the caller may
/// change.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Applies">To how many.</param>
/// <param name="Reason">Why not to the first of the others; null when it applies to all.</param>
public sealed record RunActionPreview(RunVerb Verb, int Applies, string? Reason);

/// <summary>What came of an action.</summary>
/// <param name="Applied">The runs that it was done to.</param>
/// <param name="Refused">The runs that it was not done to, each with the reason.</param>
/// <param name="BytesFreed">What the purged runs took in the store and in files; 0 for every other verb.</param>
public sealed record RunActionResult(IReadOnlyList<Guid> Applied, IReadOnlyList<RunRefusal> Refused, long BytesFreed);

/// <summary>Why something was not done to a run.</summary>
/// <param name="Id">The run.</param>
/// <param name="Reason">One sentence.</param>
public sealed record RunRefusal(Guid Id, string Reason);
