using WebLab.Contracts.Paper;

namespace WebLab.Contracts.Experiments;

/// <summary>What one launch asks for: a named set of runs answering one question.</summary>
public sealed record ExperimentRequest
{
    /// <summary>The experiment's name, 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks, at most 2,000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether only its owner and the administrators shall see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The runs, 1 to 500.</summary>
    public required IReadOnlyList<RunRequest> Runs { get; init; }

    /// <summary>Before which of one's own queued runs these go, -10 to 10; the greater first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether its runs go on by themselves after an interruption, from their newest checkpoints.</summary>
    public bool ResumesItself { get; init; }

    /// <summary>The axes that the runs were made from, for its figure; empty for a plain list of runs.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; init; } = [];

    /// <summary>The item of the paper that it reproduces, for example <c>fig1a</c>; null for one's own experiment.</summary>
    public string? PaperItem { get; init; }

    /// <summary>The scale at which it does; null for one's own experiment.</summary>
    public PaperScale? PaperScale { get; init; }
}
