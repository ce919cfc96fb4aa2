namespace WebLab.Contracts.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Waiting for a device.</summary>
    Queued,

    /// <summary>A worker has the spec and is loading data; no point has come yet.</summary>
    Starting,

    /// <summary>A worker is training.</summary>
    Running,

    /// <summary>A pause was asked for; the worker is writing its checkpoint.</summary>
    Pausing,

    /// <summary>Stopped with a checkpoint, to be resumed.</summary>
    Paused,

    /// <summary>Trained to the end of its spec.</summary>
    Completed,

    /// <summary>Stopped by a person.</summary>
    Cancelled,

    /// <summary>Ended by a fault, which the status detail tells in a sentence.</summary>
    Failed,

    /// <summary>Its server or machine went away under it.</summary>
    Interrupted,
}

/// <summary>What follows from a status.</summary>
public static class RunStatusFacts
{
    /// <summary>Whether a worker has or should have the run.</summary>
    /// <param name="status">The status.</param>
    public static bool IsActive(this RunStatus status) => status is RunStatus.Starting or RunStatus.Running or RunStatus.Pausing;

    /// <summary>Whether no further point will come.</summary>
    /// <param name="status">The status.</param>
    public static bool HasEnded(this RunStatus status) =>
        status is RunStatus.Completed or RunStatus.Cancelled or RunStatus.Failed or RunStatus.Interrupted;
}
