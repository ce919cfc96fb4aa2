using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Experiments;

/// <summary>An experiment opened.</summary>
/// <param name="Summary">The experiment.</param>
/// <param name="Runs">Its runs, in the order of the request.</param>
public sealed record Experiment(ExperimentSummary Summary, IReadOnlyList<RunSummary> Runs);

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

    /// <summary>Short words that people find it by, sorted; see <see cref="RunTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What people wrote about it, Markdown, at most 10,000 characters; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was put out of sight with its runs, UTC; null while it is in the list. Only an archived one can be
    /// deleted.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>How many of its runs stand where.</summary>
    public IReadOnlyDictionary<RunStatus, int> RunCounts { get; init; } = new Dictionary<RunStatus, int>();
}

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

    /// <summary>Where they are to be trained: <see cref="Devices.DeviceInfo.Place"/> of a device; null for anywhere.</summary>
    public string? Place { get; init; }

    /// <summary>Whether its runs go on by themselves after an interruption, from their newest checkpoints.</summary>
    public bool ResumesItself { get; init; }

    /// <summary>The axes that the runs were made from, for its figure; empty for a plain list of runs.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; init; } = [];

    /// <summary>The item of the paper that it reproduces, for example <c>fig1a</c>; null for one's own experiment.</summary>
    public string? PaperItem { get; init; }

    /// <summary>The scale at which it does; null for one's own experiment.</summary>
    public PaperScale? PaperScale { get; init; }
}

/// <summary>Asks to change an experiment; what is null stays as it is.</summary>
public sealed record ExperimentChange
{
    /// <summary>Its name, 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it asks, at most 2,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>All of its tags, at most 20.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Tags to add to those that it has then, so that another's tag of meanwhile stays.</summary>
    public IReadOnlyList<string>? AddTags { get; init; }

    /// <summary>Tags to take from those that it has then.</summary>
    public IReadOnlyList<string>? RemoveTags { get; init; }

    /// <summary>Its note in the place of the one before, Markdown, at most 10,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>The note as it was before it was edited: where it has become another meanwhile, the change is refused. Null overwrites what
    /// is there.</summary>
    public string? NoteBefore { get; init; }

    /// <summary>Whether it is put out of sight with its runs, all of which must have ended.</summary>
    public bool? IsArchived { get; init; }
}

/// <summary>Asks to launch further runs in an experiment.</summary>
/// <param name="Runs">The runs; with those it has at most 500.</param>
/// <param name="Axes">The axes that it varies from then on; empty for those that it has.</param>
public sealed record ExperimentRuns(IReadOnlyList<RunRequest> Runs, IReadOnlyList<SweepAxis> Axes)
{
    /// <summary>Before which of one's own queued runs these go, -10 to 10; the greater first.</summary>
    public int Priority { get; init; }

    /// <summary>Where they are to be trained: <see cref="Devices.DeviceInfo.Place"/> of a device; null for anywhere.</summary>
    public string? Place { get; init; }

    /// <summary>Whether they go on by themselves after an interruption, from their newest checkpoints.</summary>
    public bool ResumesItself { get; init; }
}

/// <summary>A run to be launched.</summary>
/// <param name="Name">Its name in the experiment, 1 to 200 characters.</param>
/// <param name="Spec">Its recipe.</param>
public sealed record RunRequest(string Name, RunSpec Spec);

/// <summary>A field of the spec that an experiment varies.</summary>
/// <param name="Field">The written name of the field , for example <c>noise-rate</c>.</param>
/// <param name="Values">The values as invariant text, in order.</param>
public sealed record SweepAxis(string Field, IReadOnlyList<string> Values);
