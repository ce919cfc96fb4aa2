namespace WebLab.Client.Charts;

/// <summary>What the horizontal axis of a page's charts counts.</summary>
public enum HorizontalAxis
{
    Epoch,
    Step,

    /// <summary>The time of day, UTC.</summary>
    Time,

    /// <summary>The time since the run's worker started.</summary>
    Relative,
}
