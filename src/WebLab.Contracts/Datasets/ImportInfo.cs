namespace WebLab.Contracts.Datasets;

/// <summary>Asks what some files would be as a data set: from an upload, or from a place on the server's machine.</summary>
public sealed record ImportRequest
{
    /// <summary>An upload that has come whole.</summary>
    public Guid? UploadId { get; init; }

    /// <summary>An absolute path, for administrators.</summary>
    public string? Path { get; init; }

    /// <summary>What is known about the files; what is null is found out.</summary>
    public ImportChoices Choices { get; init; } = new();
}

/// <summary>Imports what was looked at.</summary>
/// <param name="Title">The set's name on the screen.</param>
/// <param name="Name">Its id: lower-case letters, digits and dashes; null for one made of the title.</param>
/// <param name="IsPrivate">Whether only its owner and administrators see it and train on it.</param>
public sealed record ImportBegin(string Title, string? Name = null, bool IsPrivate = false);

/// <summary>An import as the lab has it.</summary>
public sealed record ImportInfo
{
    /// <summary>What it is asked for by.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is imported: the upload's name, or the last part of the path.</summary>
    public required string Title { get; init; }

    /// <summary>How far it is.</summary>
    public required ImportState State { get; init; }

    /// <summary>The upload that it reads; null where it reads a path.</summary>
    public Guid? UploadId { get; init; }

    /// <summary>What it does now, and how far that is.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>What was understood; left out of what the live hub says, which tells by the state that there is a new one.</summary>
    public ImportPreview? Preview { get; init; }

    /// <summary>Counts the previews: another number is another preview.</summary>
    public int Previews { get; init; }

    /// <summary>Why there is no set or no preview, one sentence; null where all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>What can be said otherwise about the problem; null where nothing can, or there is none.</summary>
    public ImportQuestion? Question { get; init; }

    /// <summary>The id of the set that it became, or is becoming; null before it is begun.</summary>
    public string? Dataset { get; init; }

    /// <summary>What could not be read, once the set is made; null before.</summary>
    public LeftOutExamples? LeftOut { get; init; }

    /// <summary>Who imports, by name; empty for nobody that is known.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How far an import is. The names are stored.</summary>
public enum ImportState
{
    /// <summary>Another import has the turn.</summary>
    Waiting,

    /// <summary>The files are looked at.</summary>
    Looking,

    /// <summary>There is a preview, and choices can be made.</summary>
    Ready,

    /// <summary>The set is being made.</summary>
    Importing,

    /// <summary>The set is in the catalogue.</summary>
    Completed,

    /// <summary>The problem says why; other choices may help.</summary>
    Failed,

    /// <summary>Somebody ended it; nothing of it was kept.</summary>
    Cancelled,
}
