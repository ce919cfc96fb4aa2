namespace WebLab.Contracts.Runs;

/// <summary>What can be done to runs, one or many at a time.</summary>
public enum RunVerb
{
    /// <summary>End a queued run, or ask the worker of a running one to stop.</summary>
    Cancel,

    /// <summary>Hold a queued run back, or ask the worker of a running one for a checkpoint and the end.</summary>
    Pause,

    /// <summary>Put a paused or interrupted run back into the queue; it goes on from its newest checkpoint.</summary>
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
