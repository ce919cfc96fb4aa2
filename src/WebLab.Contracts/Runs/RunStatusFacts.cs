namespace WebLab.Contracts.Runs;

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
