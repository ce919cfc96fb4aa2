namespace WebLab.Contracts.Workers;

/// <summary>How a worker's training ended.</summary>
public enum WorkerEnd
{
    /// <summary>All of the spec was done.</summary>
    Completed,

    /// <summary>The server asked for the end.</summary>
    Cancelled,

    /// <summary>A fault, which the detail tells.</summary>
    Failed,

    /// <summary>The server asked for a pause; a checkpoint is on disk.</summary>
    Paused,

    /// <summary>The server asked for the end with the epoch in hand.</summary>
    Stopped,
}
