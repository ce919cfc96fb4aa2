namespace WebLab.Contracts.Clusters;

/// <summary>A walk through all that a run on the cluster needs, step by step, up to the first that fails.</summary>
/// <param name="IsRunning">Whether it still goes on.</param>
/// <param name="Steps">The steps so far; while it goes on the last is in hand.</param>
public sealed record ClusterTest(bool IsRunning, IReadOnlyList<ClusterStep> Steps);

/// <summary>A step of it.</summary>
/// <param name="Title">What must be so.</param>
/// <param name="State">Whether it is.</param>
/// <param name="Detail">What was found, and for a failure what is wrong; empty for nothing.</param>
/// <param name="Cure">For what failed or is doubtful, what to do; empty otherwise.</param>
public sealed record ClusterStep(string Title, ClusterStepState State, string Detail = "", string Cure = "");

/// <summary>How far a step is.</summary>
public enum ClusterStepState
{
    /// <summary>It is looked at.</summary>
    InHand,

    /// <summary>It is so.</summary>
    Passed,

    /// <summary>It is not.</summary>
    Failed,

    /// <summary>It is so, but not as it should be; the walk goes on.</summary>
    Doubtful,
}
