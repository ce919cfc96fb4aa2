namespace WebLab.Contracts.Retention;

/// <summary>What was deleted.</summary>
/// <param name="Runs">Runs that are gone.</param>
/// <param name="Bytes">What they took.</param>
public sealed record RetentionResult(int Runs, long Bytes);
