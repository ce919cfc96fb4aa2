namespace WebLab.Contracts.Specs;

/// <summary>A field that holds a plain file name: letters, digits, dot, dash and underscore, at most 100, no path; or nothing.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
public sealed record TextField(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, string?> Get,
    Func<RunSpec, string?, RunSpec> Set
) : SpecField(Name, Path, Label, Help)
{
    private const int MaxLength = 100;

    /// <inheritdoc/>
    public override string Allowed => "a plain file name of at most 100 letters, digits, dots, dashes and underscores";

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Get(spec) ?? "";

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) => Set(spec, text.Length == 0 ? null : text);

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) =>
        Get(spec) switch
        {
            null => null,
            var name when IsPlainFileName(name) => null,
            var name => new(Path, Refuse(name)),
        };

    private static bool IsPlainFileName(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name[^1] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
