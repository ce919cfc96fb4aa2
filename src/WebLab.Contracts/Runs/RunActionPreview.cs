namespace WebLab.Contracts.Runs;

/// <summary>To how many of some runs a verb would apply; of a verb that needs more than the runs, how many of them the caller may
/// change.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Applies">To how many.</param>
/// <param name="Reason">Why not to the first of the others; null when it applies to all.</param>
public sealed record RunActionPreview(RunVerb Verb, int Applies, string? Reason);
