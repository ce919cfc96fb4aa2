namespace WebLab.Contracts.Datasets;

/// <summary>A data set as the lab has it.</summary>
public sealed record DatasetInfo
{
    /// <summary>What is fixed about it.</summary>
    public required DatasetFacts Facts { get; init; }

    /// <summary>Whether it can be trained on.</summary>
    public required DatasetState State { get; init; }

    /// <summary>The folder it is read from; null when it is drawn or absent.</summary>
    public string? Folder { get; init; }

    /// <summary>A sentence to be seen, for example that a file's checksum is not the published one; or why a download ended.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it has a publisher to download from.</summary>
    public bool CanDownload { get; init; }

    /// <summary>The download under way, or null.</summary>
    public DownloadProgress? Download { get; init; }
}
