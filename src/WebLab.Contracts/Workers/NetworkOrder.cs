namespace WebLab.Contracts.Workers;

/// <summary>A stored run whose network, data and labels an analysis is to look into, or whose network a training starts from.</summary>
public sealed record NetworkOrder
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The run's name; its id where it is gone.</summary>
    public required string Name { get; init; }

    /// <summary>Why the worker cannot have it, one sentence; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The run's recipe as <see cref="LabJson"/>.</summary>
    public string Recipe { get; init; } = "";

    /// <summary>The whole path of its checkpoint.</summary>
    public string Checkpoint { get; init; } = "";

    /// <summary>Of a run that goes on from another's final checkpoint, the epochs of that one's recipe; else null.</summary>
    public int? OriginEpochs { get; init; }

    /// <summary>The folder of its data set's files; null for the generated one.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What is fixed about a lab's own data set, as JSON; null for one that comes with the product.</summary>
    public string? DatasetFacts { get; init; }

    /// <summary>The folder of label files, for file-labels.</summary>
    public string? LabelFolder { get; init; }
}
