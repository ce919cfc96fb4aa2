namespace WebLab.Contracts.Retention;

/// <summary>What deleting the runs that ended long ago would delete: the dry run, which deletes nothing.</summary>
/// <param name="Days">Runs that ended more than so many days ago go, 1 to 10,000; pinned ones stay.</param>
/// <param name="Runs">How many.</param>
/// <param name="Bytes">What they take, points and files.</param>
/// <param name="Items">The first hundred of them, oldest first.</param>
/// <param name="Fingerprint">Stands for exactly these runs: what is deleted is what was shown.</param>
public sealed record RetentionPlan(int Days, int Runs, long Bytes, IReadOnlyList<RetentionItem> Items, string Fingerprint);
