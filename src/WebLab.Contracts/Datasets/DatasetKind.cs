namespace WebLab.Contracts.Datasets;

/// <summary>What an example of a data set is. The names are stored.</summary>
public enum DatasetKind
{
    /// <summary>An image: height x width x channels bytes.</summary>
    Images,

    /// <summary>A row of features: float32 numbers with a name each, of any range. Height is 1, width their number, channels 1.</summary>
    Features,
}
