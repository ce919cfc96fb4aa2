namespace WebLab.Contracts.Datasets;

/// <summary>A file of out-of-sample probabilities that a label audit of a data set can score by. What is in it is not known before an audit
/// has read it.</summary>
public sealed record ProbabilityFileInfo
{
    /// <summary>The name that goes into an audit's recipe, made from the content, so that it never means other probabilities.</summary>
    public required string File { get; init; }

    /// <summary>Its name on the screen: the person's own.</summary>
    public required string Title { get; init; }

    /// <summary>Its bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Who brought it, by name; empty for nobody that is known.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether whoever asks may delete it.</summary>
    public bool MayDelete { get; init; }
}

/// <summary>Makes a file of probabilities of an upload that came whole.</summary>
/// <param name="UploadId">The upload, of one file.</param>
public sealed record ProbabilityFileRequest(Guid UploadId);
