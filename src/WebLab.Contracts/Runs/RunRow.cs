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
/// <param name="Cells">The fields asked for in their order, as <see cref="RunField.Read"/> writes them; null for no value.</param>
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
