using System.Text.Json.Serialization;
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

    /// <summary>Whether its worker waits for room on the lab's disk, which the detail then says.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Who cancelled it, where that was not its owner; else null.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>Whether it failed because its training loss became NaN or infinite: for some rows of the paper that is the
    /// outcome.</summary>
    public bool HasDiverged { get; init; }

    /// <summary>Before which of its owner's other queued runs it goes, -10 to 10; the greater first.</summary>
    public int Priority { get; init; }

    /// <summary>The position before all others that an administrator has given it, from 0; null in the fair order.</summary>
    [JsonPropertyName("queuePlace")]
    public int? GivenQueuePosition { get; init; }

    /// <summary>Its position in the queue as it is, the number of runs before it; null when it is not queued.</summary>
    public int? QueuePosition { get; init; }

    /// <summary>When it was launched, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a worker took it, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was not trained though it had begun: paused, interrupted, or waiting for a device again.</summary>
    public IReadOnlyList<RunPause> Pauses { get; init; } = [];

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

    /// <summary>Where it is to be trained: <see cref="Devices.DeviceInfo.Place"/> of a device; null for anywhere. No part of the recipe,
    /// since it changes no curve.</summary>
    public string? Place { get; init; }

    /// <summary>The run whose final checkpoint it begins from, and whose curve its own begins with; null for one that began by
    /// itself.</summary>
    public RunOrigin? Origin { get; init; }

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

    /// <summary>For how long it was trained, pauses left out; null before it has ended.</summary>
    public TimeSpan? TrainedFor() => FinishedAt is { } end ? TrainedUntil(end) : null;

    /// <summary>For how long it had been trained at a time, pauses left out; null for a run that had not begun.</summary>
    /// <param name="time">UTC, after all that has happened to the run.</param>
    public TimeSpan? TrainedUntil(DateTimeOffset time) =>
        StartedAt is not { } start ? null
        : Pauses.Aggregate(time - start, (left, pause) => left - ((pause.To ?? time) - pause.From)) is var trained
        && trained > TimeSpan.Zero
            ? trained
        : TimeSpan.Zero;
}

/// <summary>A time in which a run that had begun was not trained.</summary>
/// <param name="From">Since when, UTC.</param>
/// <param name="To">Until when, UTC; null while it lasts.</param>
public sealed record RunPause(DateTimeOffset From, DateTimeOffset? To);

/// <summary>Where a run began that was given more epochs: it is a run of its own, since a recipe never changes.</summary>
/// <param name="RunId">The run before it.</param>
/// <param name="Name">That run's name then.</param>
/// <param name="Epochs">Epochs that it had trained.</param>
/// <param name="PlannedEpochs">Epochs of its recipe, by which its checkpoint is known.</param>
public sealed record RunOrigin(Guid RunId, string Name, int Epochs, int PlannedEpochs);

/// <summary>Asks for more epochs of a run that has ended.</summary>
/// <param name="Epochs">Epochs in all.</param>
public sealed record MoreEpochs(int Epochs);

/// <summary>What a worker knows of a run before the first step.</summary>
/// <param name="Parameters">Trainable parameters of the network.</param>
/// <param name="StepsPerEpoch">Steps an epoch; the last one may be smaller than the batch size.</param>
/// <param name="RealisedNoiseRate">The share of the labels trained on, without those held out or left out, that differ from the true
/// label, 0 to 1.</param>
/// <param name="GivenLabelHash">SHA-256 of all given labels, those held out too, one byte an image, as 64 lower-case hexadecimal
/// digits.</param>
/// <param name="Device">The device trained on, for example <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">Threads the worker computes with.</param>
/// <param name="LeftOut">Training examples that the label file leaves out of the training.</param>
public sealed record RunFacts(
    int Parameters,
    int StepsPerEpoch,
    double RealisedNoiseRate,
    string GivenLabelHash,
    string Device,
    int Threads,
    int LeftOut = 0
);

/// <summary>How far a run has come.</summary>
/// <param name="Epoch">The epoch in hand, 1-based; 0 before the first step.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="ImagesPerSecond">Training images a second over the last epoch or, in the first, so far; evaluation time left out.</param>
/// <param name="SecondsLeft">Expected seconds to the end, evaluation included; null until there is something to judge by.</param>
/// <param name="Doing">Of an analysis, what it is at, in words of at most <see cref="MaxDoing"/> characters; its steps are then only the
/// share that is done.</param>
public sealed record RunProgress(
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    double ImagesPerSecond,
    double? SecondsLeft,
    string? Doing = null
)
{
    /// <summary>The longest <see cref="Doing"/>.</summary>
    public const int MaxDoing = 200;
}

/// <summary>How far a run is, when nothing else of it is new: workers tell it several times a second, and a whole run has its recipe with
/// it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="LastSeenAt">When its worker was heard last, UTC.</param>
/// <param name="Result">What it has measured so far; null where that is what was told before.</param>
public sealed record RunAdvance(Guid RunId, RunProgress? Progress, DateTimeOffset? LastSeenAt, RunResult? Result = null)
{
    /// <summary>How far a run has come between two of its states; null where more is new. A run's recipe never is.</summary>
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later one.</param>
    public static RunAdvance? Between(RunSummary before, RunSummary after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var moved = before with { Progress = after.Progress, LastSeenAt = after.LastSeenAt, Result = after.Result };
        if (
            moved != after with { Spec = before.Spec, Pauses = before.Pauses, Tags = before.Tags }
            || !before.Pauses.SequenceEqual(after.Pauses)
            || !before.Tags.SequenceEqual(after.Tags)
        )
            return null;
        // What the metrics came to changes at the end of an epoch, and so does the rest of a result.
        var isMeasured = before.Result is null || after.Result is null || Plain(before.Result) != Plain(after.Result);
        return new(after.Id, after.Progress, after.LastSeenAt, isMeasured ? after.Result : null);
    }

    /// <summary>The run as it is now.</summary>
    /// <param name="run">The run as it was told of before.</param>
    public RunSummary Of(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run with { Progress = Progress, LastSeenAt = LastSeenAt, Result = Result ?? run.Result };
    }

    private static RunResult Plain(RunResult result) => result with { Metrics = null };
}

/// <summary>The newest checkpoint of a run, from which it can go on.</summary>
/// <param name="Epoch">The epoch in hand, 1-based.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="SavedAt">When it was written, UTC.</param>
public sealed record CheckpointInfo(int Epoch, int Step, long Bytes, DateTimeOffset SavedAt);

/// <summary>The end of what a run's worker wrote; folders of the machine are left out of it.</summary>
/// <param name="Lines">The last lines that were asked for, oldest first.</param>
/// <param name="IsCut">Whether there is more before them.</param>
public sealed record RunLog(IReadOnlyList<string> Lines, bool IsCut);
