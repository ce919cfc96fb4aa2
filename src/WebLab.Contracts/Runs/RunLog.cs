namespace WebLab.Contracts.Runs;

/// <summary>The end of what a run's worker wrote; folders of the machine are left out of it.</summary>
/// <param name="Lines">The last lines that were asked for, oldest first.</param>
/// <param name="IsCut">Whether there is more before them.</param>
public sealed record RunLog(IReadOnlyList<string> Lines, bool IsCut);
