using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Runs;

/// <summary>A run as it is listed, pushed and opened; its curve comes apart.</summary>
public sealed record RunSummary
{
    /// <summary>The run's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required Guid ExperimentId { get; init; }

    /// <summary>The experiment's name.</summary>
    public required string ExperimentName { get; init; }

    /// <summary>Its place in the experiment, from 0; with the id it decides the run's colour.</summary>
    public required int Index { get; init; }

    /// <summary>The run's name.</summary>
    public required string Name { get; init; }

    /// <summary>The recipe.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>A sentence on the status, for example why it failed; null when the status says it all.</summary>
    public string? StatusDetail { get; init; }

    /// <summary>Before which of its owner's other queued runs it goes, -10 to 10; the greater first.</summary>
    public int Priority { get; init; }

    /// <summary>The place before all others that an administrator has given it, from 0; null in the fair order.</summary>
    public int? QueuePlace { get; init; }

    /// <summary>How many runs are before it in the queue; null when it is not queued.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>When it was launched, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When its worker was last heard, UTC.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>What was known before the first step.</summary>
    public RunFacts? Facts { get; init; }

    /// <summary>How far it has come.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>The measures at the end of the last whole epoch.</summary>
    public RunResult? Result { get; init; }

    /// <summary>The account that launched it; empty for none: in single-user mode, or from before there were accounts.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The name of the person who launched it, as it was then; empty for none.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Whether only its owner and the administrators see it, as with its experiment.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Its newest checkpoint; null when it has none.</summary>
    public CheckpointInfo? Checkpoint { get; init; }

    /// <summary>Whether it goes on by itself after an interruption.</summary>
    public bool ResumesItself { get; init; }

    /// <summary>Whether it stands above the others in the list.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Short words that people find it by, sorted; see <see cref="RunTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What people wrote about it, Markdown, at most 10,000 characters; empty for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was put out of sight, UTC; null while it is in the list. Only an archived run can be purged.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }
}
