using System.Globalization;

namespace WebLab.Contracts.Specs;

/// <summary>A field that holds a real number in a closed range; NaN and infinities are never in it.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
/// <param name="Min">The least allowed value.</param>
/// <param name="Max">The greatest allowed value.</param>
public sealed record NumberField(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, double> Get,
    Func<RunSpec, double, RunSpec> Set,
    double Min,
    double Max
) : SpecField(Name, Path, Label, Help)
{
    /// <inheritdoc/>
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a number from {Min} to {Max}");

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Get(spec).ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Set(spec, value)
            : throw new FormatException(Refuse(text));

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) => Get(spec) >= Min && Get(spec) <= Max ? null : new(Path, Refuse(Read(spec)));
}
