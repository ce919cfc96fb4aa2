namespace WebLab.Contracts.Specs;

/// <summary>A field that holds one of an enum's values.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <typeparam name="T">The enum.</typeparam>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
public sealed record ChoiceField<T>(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, T> Get,
    Func<RunSpec, T, RunSpec> Set
) : SpecField(Name, Path, Label, Help), IChoiceField
    where T : struct, Enum
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Choices => Names<T>.All;

    /// <inheritdoc/>
    public override string Allowed => $"one of {string.Join(", ", Choices)}";

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Names<T>.Of(Get(spec));

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) =>
        Names<T>.TryParse(text, out var value) ? Set(spec, value) : throw new FormatException(Refuse(text));

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) => Enum.IsDefined(Get(spec)) ? null : new(Path, Refuse(Read(spec)));
}
