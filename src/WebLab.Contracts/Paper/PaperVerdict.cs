namespace WebLab.Contracts.Paper;

/// <summary>How a measured value stands to the published one.</summary>
public enum PaperVerdict
{
    /// <summary>There is no result yet.</summary>
    Waiting,

    /// <summary>Within the tolerance, or "failed to converge" as in the paper.</summary>
    Agrees,

    /// <summary>Outside the tolerance.</summary>
    Differs,

    /// <summary>The small scale shows the effect, not the value.</summary>
    NotComparable,
}
