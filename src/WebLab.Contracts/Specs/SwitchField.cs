namespace WebLab.Contracts.Specs;

/// <summary>A field that is on or off, written <c>true</c> or <c>false</c>.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
public sealed record SwitchField(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, bool> Get,
    Func<RunSpec, bool, RunSpec> Set
) : SpecField(Name, Path, Label, Help), IChoiceField
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Choices { get; } = ["true", "false"];

    /// <inheritdoc/>
    public override string Allowed => "true or false";

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Get(spec) ? "true" : "false";

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) =>
        bool.TryParse(text, out var value) ? Set(spec, value) : throw new FormatException(Refuse(text));

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) => null;
}
