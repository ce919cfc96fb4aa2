namespace WebLab.Client.Charts;

/// <summary>What is drawn around the mean of runs that differ only in their seed.</summary>
public enum SeedBand
{
    /// <summary>Each run for itself.</summary>
    None,

    /// <summary>From the least to the greatest.</summary>
    Range,

    /// <summary>One standard deviation of the runs.</summary>
    Deviation,

    /// <summary>One standard error of the mean.</summary>
    Error,

    /// <summary>The 95 % confidence interval of the mean, by Student's t.</summary>
    Confidence,
}
