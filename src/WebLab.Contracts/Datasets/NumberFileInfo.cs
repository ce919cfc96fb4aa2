namespace WebLab.Contracts.Datasets;

/// <summary>A file of numbers, a row an example, that a label audit of a data set can read. What is in it is not known before an audit has
/// read it.</summary>
public sealed record NumberFileInfo
{
    /// <summary>The name that goes into an audit's recipe, made from the content, so that it never means other numbers.</summary>
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

/// <summary>What such a file holds. Its word is the last part of the address, <c>/api/datasets/NAME/probabilities</c>.</summary>
public enum NumberFileKind
{
    /// <summary>Out-of-sample probabilities, a column a class.</summary>
    Probabilities,

    /// <summary>Embeddings, a column a feature.</summary>
    Embeddings,
}

/// <summary>Makes such a file of an upload that came whole.</summary>
/// <param name="UploadId">The upload, of one file.</param>
public sealed record NumberFileRequest(Guid UploadId);
