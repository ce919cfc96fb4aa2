namespace WebLab.Contracts.Specs;

/// <summary>Why a spec is refused.</summary>
/// <param name="Path">The JSON path of the field, for example <c>corruption.noiseRate</c>.</param>
/// <param name="Message">One sentence with the field, the value and the allowed range.</param>
public sealed record SpecProblem(string Path, string Message);
