using System.Globalization;

namespace WebLab.Contracts.Specs;

/// <summary>A field that holds a whole number in a closed range.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
/// <param name="Min">The least allowed value.</param>
/// <param name="Max">The greatest allowed value.</param>
public sealed record WholeNumberField(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, int> Get,
    Func<RunSpec, int, RunSpec> Set,
    int Min,
    int Max
) : SpecField(Name, Path, Label, Help)
{
    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min:N0} to {Max:N0}");

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Get(spec).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Set(spec, value)
            : throw new FormatException(Refuse(text));

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) => Get(spec) >= Min && Get(spec) <= Max ? null : new(Path, Refuse(Read(spec)));
}
