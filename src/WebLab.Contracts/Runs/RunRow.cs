namespace WebLab.Contracts.Runs;

/// <summary>A run as a line of a table: what every table shows, and the fields that were asked for.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="ExperimentId">The experiment that it belongs to.</param>
/// <param name="ExperimentName">The experiment's name.</param>
/// <param name="Index">The place in the experiment, 0-based.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="IsPinned">Whether it stands above the others.</param>
/// <param name="IsArchived">Whether it was put out of sight.</param>
/// <param name="Cells">The fields asked for in their order, as invariant text; null for no value.</param>
public sealed record RunRow(
    Guid Id,
    Guid ExperimentId,
    string ExperimentName,
    int Index,
    string Name,
    RunStatus Status,
    bool IsPinned,
    bool IsArchived,
    IReadOnlyList<string?> Cells
)
{
    /// <summary>The most fields of a row.</summary>
    public const int MaxCells = 60;

    /// <summary>Runs before this one in the queue; null unless it is queued.</summary>
    public int? QueuePosition { get; init; }
}

/// <summary>Runs that agree in the fields that they were grouped by.</summary>
/// <param name="Values">The value of each of those fields, null for none, in their order.</param>
/// <param name="Count">How many runs there are.</param>
/// <param name="First">The newest of them, at most 100, so that they can be compared.</param>
/// <param name="Spreads">The spread of each measure that was asked for, by its name, over the completed runs, a recipe and seed that was
/// launched twice counted once; a measure that none of them has is left out.</param>
public sealed record RunGroup(
    IReadOnlyList<string?> Values,
    int Count,
    IReadOnlyList<Guid> First,
    IReadOnlyDictionary<string, Spread> Spreads
);
