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

/// <summary>The words for a band, in legends and files.</summary>
public static class BandLabel
{
    public static string Of(SeedBand band) =>
        band switch
        {
            SeedBand.None => "each run",
            SeedBand.Range => "mean, min to max",
            SeedBand.Deviation => "mean ± SD",
            SeedBand.Error => "mean ± SE",
            SeedBand.Confidence => "mean, 95 % CI",
            _ => throw new ArgumentOutOfRangeException(nameof(band), band, null),
        };
}
