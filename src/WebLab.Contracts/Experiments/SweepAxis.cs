namespace WebLab.Contracts.Experiments;

/// <summary>A field of the spec that an experiment varies.</summary>
/// <param name="Field">The written name of the field (<see cref="Specs.SpecField.Name"/>), for example <c>noise-rate</c>.</param>
/// <param name="Values">The values as invariant text, in order.</param>
public sealed record SweepAxis(string Field, IReadOnlyList<string> Values);
