namespace WebLab.Contracts.Runs;

/// <summary>Runs that agree in the fields that they were grouped by.</summary>
/// <param name="Values">The value of each of those fields, null for none, in their order.</param>
/// <param name="Count">How many runs there are.</param>
/// <param name="First">The newest of them, at most 100, so that they can be compared.</param>
/// <param name="Spreads">The spread of each measure that was asked for, by its name; a measure that no run has is left out.</param>
public sealed record RunGroup(
    IReadOnlyList<string?> Values,
    int Count,
    IReadOnlyList<Guid> First,
    IReadOnlyDictionary<string, Spread> Spreads
);
