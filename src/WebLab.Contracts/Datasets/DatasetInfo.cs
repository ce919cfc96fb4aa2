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

    /// <summary>SHA-256 of shape, images and labels; null where it is not ready or is drawn.</summary>
    public string? ContentHash { get; init; }

    /// <summary>A sentence to be seen, for example that a file's checksum is not the published one; or why a download ended.</summary>
    public string? Note { get; init; }

    /// <summary>What its import could not read; null where it was not imported, or by a WebLab that did not keep it.</summary>
    public LeftOutExamples? LeftOut { get; init; }

    /// <summary>Whether it is known which of a person's files or rows each example came from.</summary>
    public bool HasOrigins { get; init; }

    /// <summary>Whether it has a publisher to download from.</summary>
    public bool CanDownload { get; init; }

    /// <summary>Whose it is, by name; empty for nobody that is known.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether only its owner and administrators see it and train on it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether whoever asks may rename, share and delete it.</summary>
    public bool MayChange { get; init; }

    /// <summary>How many runs name it.</summary>
    public int UsedBy { get; init; }

    /// <summary>The download under way, or null.</summary>
    public DownloadProgress? Download { get; init; }
}

/// <summary>Whether a data set can be trained on.</summary>
public enum DatasetState
{
    /// <summary>Its files are here and were read whole.</summary>
    Ready,

    /// <summary>It is not here.</summary>
    Absent,

    /// <summary>It is being downloaded.</summary>
    Downloading,

    /// <summary>Its files are here and cannot be trained on: the note says why.</summary>
    Broken,
}

/// <summary>How far a download has come.</summary>
/// <param name="BytesDone">Bytes on disk.</param>
/// <param name="BytesTotal">Bytes in all.</param>
/// <param name="BytesPerSecond">The rate of the last seconds.</param>
/// <param name="SecondsLeft">Expected seconds to the end, or null.</param>
public sealed record DownloadProgress(long BytesDone, long BytesTotal, double BytesPerSecond, double? SecondsLeft);

/// <summary>Points a data set at a folder of the server's machine.</summary>
/// <param name="Folder">An absolute path that holds the publisher's files, or their parent folder.</param>
public sealed record FolderRequest(string Folder);

/// <summary>Renames or shares one of a lab's own data sets; what is null stays.</summary>
/// <param name="Title">Its name on the screen; its id, which recipes hold, stays.</param>
/// <param name="IsPrivate">Whether only its owner and administrators see it.</param>
public sealed record DatasetChange(string? Title = null, bool? IsPrivate = null);

/// <summary>Adds a data set of the server's machine to the catalogue.</summary>
/// <param name="Folder">An absolute path of a folder with its files, or of one and what the names of its files begin with.</param>
/// <param name="Name">Its id: lower-case letters, digits and dashes; null for one made of the folder's name.</param>
/// <param name="Title">Its name on the screen; null for the folder's.</param>
public sealed record AddDatasetRequest(string Folder, string? Name = null, string? Title = null);
