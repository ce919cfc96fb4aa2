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

/// <summary>What deleting the runs that ended long ago would delete: the dry run, which deletes nothing.</summary>
/// <param name="Days">Runs that ended more than so many days ago go, 1 to 10,000; pinned ones stay.</param>
/// <param name="Runs">How many.</param>
/// <param name="Bytes">What they take, points and files.</param>
/// <param name="Items">The first hundred of them, oldest first.</param>
/// <param name="Fingerprint">Stands for exactly these runs: what is deleted is what was shown.</param>
public sealed record RetentionPlan(int Days, int Runs, long Bytes, IReadOnlyList<RetentionItem> Items, string Fingerprint);

/// <summary>Asks to delete what a plan has shown.</summary>
/// <param name="Days">The plan's days.</param>
/// <param name="Fingerprint">The plan's fingerprint.</param>
public sealed record RetentionRequest(int Days, string Fingerprint);

/// <summary>What was deleted.</summary>
/// <param name="Runs">Runs that are gone.</param>
/// <param name="Bytes">What they took.</param>
public sealed record RetentionResult(int Runs, long Bytes);
