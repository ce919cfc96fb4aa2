using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Retention;

/// <summary>A run that would be deleted.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentName">Its experiment's name.</param>
/// <param name="Owner">Who launched it; empty for nobody.</param>
/// <param name="Status">How it ended.</param>
/// <param name="FinishedAt">When, UTC.</param>
/// <param name="Bytes">What it takes.</param>
public sealed record RetentionItem(
    Guid RunId,
    string Name,
    string ExperimentName,
    string Owner,
    RunStatus Status,
    DateTimeOffset FinishedAt,
    long Bytes
);
