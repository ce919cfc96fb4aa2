using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;

namespace WebLab.Science.Experiments;

/// <summary>What a launch says beside its recipes: what is launched again keeps it.</summary>
public sealed record LaunchTerms
{
    /// <summary>What the experiment asks.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether only its owner and the administrators see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Where it is trained; null for anywhere.</summary>
    public string? Place { get; init; }

    /// <summary>Before which of one's own queued runs its runs go, -10 to 10.</summary>
    public int Priority { get; init; }

    /// <summary>Whether its runs go on by themselves after an interruption.</summary>
    public bool ResumesItself { get; init; } = true;

    /// <summary>A run's; what its experiment asks is not asked by a run alone.</summary>
    public static LaunchTerms Of(RunSummary run) =>
        new()
        {
            IsPrivate = run.IsPrivate,
            Place = run.Place,
            Priority = run.Priority,
            ResumesItself = run.ResumesItself,
        };

    /// <summary>An experiment's: those of its first run, since a launch has one place, priority and way to go on.</summary>
    public static LaunchTerms Of(ExperimentSummary experiment, IEnumerable<RunSummary> runs) =>
        (runs.MinBy(run => run.Index) is { } first ? Of(first) : new()) with
        {
            Description = experiment.Description,
            IsPrivate = experiment.IsPrivate,
        };

    /// <summary>A launch on these terms.</summary>
    public ExperimentRequest Request(string name, IReadOnlyList<RunRequest> runs, IReadOnlyList<SweepAxis>? axes = null) =>
        new()
        {
            Name = name,
            Description = Description,
            IsPrivate = IsPrivate,
            Place = Place,
            Priority = Priority,
            ResumesItself = ResumesItself,
            Runs = runs,
            Axes = axes ?? [],
        };

    /// <summary>Further runs of an experiment on these terms; whether they are private is its own.</summary>
    public ExperimentRuns Added(IReadOnlyList<RunRequest> runs, IReadOnlyList<SweepAxis>? axes = null) =>
        new(runs, axes ?? [])
        {
            Place = Place,
            Priority = Priority,
            ResumesItself = ResumesItself,
        };
}
