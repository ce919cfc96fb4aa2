namespace WebLab.Server.Tests.Datasets.Downloads;

/// <summary>What goes wrong with one answer of a publisher.</summary>
internal sealed class Mishap
{
    /// <summary>This status instead of the file.</summary>
    public int? Status { get; init; }

    /// <summary>So many bytes are sent.</summary>
    public int After { get; init; }

    /// <summary>Whether the connection is then cut; else the answer ends as if that were all.</summary>
    public bool Breaks { get; init; }

    /// <summary>Completed by the test when what was sent has arrived.</summary>
    public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
