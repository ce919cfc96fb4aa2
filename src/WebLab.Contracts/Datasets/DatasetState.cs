namespace WebLab.Contracts.Datasets;

/// <summary>Whether a data set can be trained on.</summary>
public enum DatasetState
{
    /// <summary>Its files are here and were checked.</summary>
    Ready,

    /// <summary>It is not here.</summary>
    Absent,

    /// <summary>It is being downloaded.</summary>
    Downloading,
}
