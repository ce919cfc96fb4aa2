using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Experiments;

/// <summary>An experiment as it is listed.</summary>
public sealed record ExperimentSummary
{
    /// <summary>The experiment's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks.</summary>
    public required string Description { get; init; }

    /// <summary>When it was launched, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The account that launched it; empty for none: in single-user mode, or from before there were accounts.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The name of the person who launched it, as it was then; empty for none.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether only its owner and the administrators see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The axes that it varies.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; init; } = [];

    /// <summary>The item of the paper that it reproduces, or null.</summary>
    public string? PaperItem { get; init; }

    /// <summary>The scale at which it does, or null.</summary>
    public PaperScale? PaperScale { get; init; }

    /// <summary>How many of its runs stand where.</summary>
    public IReadOnlyDictionary<RunStatus, int> RunCounts { get; init; } = new Dictionary<RunStatus, int>();
}
