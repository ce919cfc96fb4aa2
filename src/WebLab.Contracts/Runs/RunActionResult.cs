namespace WebLab.Contracts.Runs;

/// <summary>What came of an action.</summary>
/// <param name="Applied">The runs that it was done to.</param>
/// <param name="Refused">The runs that it was not done to, each with the reason.</param>
/// <param name="BytesFreed">What the purged runs took in the store and in files; 0 for every other verb.</param>
public sealed record RunActionResult(IReadOnlyList<Guid> Applied, IReadOnlyList<RunRefusal> Refused, long BytesFreed);
