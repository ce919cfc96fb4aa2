namespace WebLab.Contracts.Datasets;

/// <summary>A file that somebody is about to send.</summary>
/// <param name="Path">Its name, or its path inside the folder that is sent, with slashes between.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Modified">When it was last changed, in milliseconds since 1970; 0 for not known. What has another size or time is another
/// file, and does not go on with an upload.</param>
public sealed record UploadFile(string Path, long Size, long Modified = 0);

/// <summary>Announces an upload. The same files announced again go on with what came before.</summary>
/// <param name="Name">What is sent, for the screen: the file's or folder's name.</param>
/// <param name="Files">The files, in the order in which their bytes will come, one after the other.</param>
public sealed record UploadRequest(string Name, IReadOnlyList<UploadFile> Files);

/// <summary>How far an upload has come.</summary>
public sealed record UploadInfo
{
    /// <summary>What it is asked for by.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is sent.</summary>
    public required string Name { get; init; }

    /// <summary>How many files.</summary>
    public required int Files { get; init; }

    /// <summary>All their bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The bytes that are here: the offset of the next chunk.</summary>
    public required long Received { get; init; }

    /// <summary>When it was announced.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is thrown away if nothing more comes.</summary>
    public required DateTimeOffset KeptUntil { get; init; }
}
