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

    /// <summary>The axes that it varies.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; init; } = [];

    /// <summary>The item of the paper that it reproduces, or null.</summary>
    public string? PaperItem { get; init; }

    /// <summary>The scale at which it does, or null.</summary>
    public PaperScale? PaperScale { get; init; }

    /// <summary>How many of its runs stand where.</summary>
    public IReadOnlyDictionary<RunStatus, int> RunCounts { get; init; } = new Dictionary<RunStatus, int>();
}
