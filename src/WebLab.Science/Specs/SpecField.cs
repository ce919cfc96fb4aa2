using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Specs;

/// <summary>
/// One field of the recipe: its names, its range, and how to read and write it. The command line, the form, the sweep axes,
/// the recipe difference and the run table all work from the same list, <see cref="SpecFields.All"/>.
/// </summary>
/// <param name="Name">The written name, for example <c>noise-rate</c>: the option of the command line and the word of the filter
/// box.</param>
/// <param name="Path">The JSON path, for example <c>corruption.noiseRate</c>.</param>
/// <param name="Label">The label on the screen.</param>
/// <param name="Help">One sentence on what it does.</param>
public abstract record SpecField(string Name, string Path, string Label, string Help)
{
    /// <summary>Whether the field means anything for a recipe with this model, corruption and regularisers.</summary>
    public Func<RunSpec, bool> Applies { get; init; } = _ => true;

    /// <summary>The part of the recipe that it stands in.</summary>
    public RecipePart Part { get; init; }

    /// <summary>Whether it belongs to a corruption or a model, so that a recipe with another has it not.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether a recipe leaves it out, so that its value goes along with that of another field; null where its default is
    /// fixed.</summary>
    public Func<RunSpec, bool>? IsLeftOut { get; init; }

    /// <summary>What a form starts from where the default would change nothing; null for the default.</summary>
    public string? Suggested { get; init; }

    /// <summary>The allowed values in words, for example <c>a whole number from 1 to 10,000</c>.</summary>
    public abstract string Allowed { get; }

    /// <summary>The field's value as invariant text.</summary>
    /// <param name="spec">The spec.</param>
    public abstract string Read(RunSpec spec);

    /// <summary>The spec with the field set from text.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="text">Invariant text.</param>
    /// <exception cref="FormatException">The text is not a value of the field's type; the message is the sentence to show.</exception>
    public abstract RunSpec Write(RunSpec spec, string text);

    /// <summary>Why the field's value is out of range, or null.</summary>
    /// <param name="spec">The spec.</param>
    public abstract SpecProblem? Check(RunSpec spec);

    /// <summary>The sentence for a value that is not allowed.</summary>
    /// <param name="value">The value as written.</param>
    protected string Refuse(string value) => $"{Path} must be {Allowed}; it was {(value.Length == 0 ? "empty" : Sentence.Shorten(value))}.";
}

/// <summary>A field that holds the id of something that the lab has.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
/// <param name="Ids">Gives the ids, in order.</param>
public sealed record NameField(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, string> Get,
    Func<RunSpec, string, RunSpec> Set,
    Func<IReadOnlyList<string>> Ids
) : SpecField(Name, Path, Label, Help), IChoiceField
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Choices => Ids();

    /// <summary>Whether there is an id, where not every one that there is may be listed; null where those of the list are all.</summary>
    public Func<string, bool>? IsKnown { get; init; }

    /// <inheritdoc/>
    public override string Allowed => $"one of {string.Join(", ", Choices)}";

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Get(spec);

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) =>
        Choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } value
            ? Set(spec, value)
            : throw new FormatException(Refuse(text));

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) => Knows(Get(spec)) ? null : Unknown(spec);

    /// <summary>What is said of an id that there is not.</summary>
    /// <param name="spec">The spec.</param>
    public SpecProblem Unknown(RunSpec spec) => new(Path, Refuse(Get(spec)));

    private bool Knows(string id) => IsKnown?.Invoke(id) ?? Choices.Contains(id);
}

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

/// <summary>A field that names a stored run, or none.</summary>
/// <inheritdoc cref="SpecField" path="/param"/>
/// <param name="Get">Reads the value.</param>
/// <param name="Set">Writes the value.</param>
public sealed record StoredRunField(
    string Name,
    string Path,
    string Label,
    string Help,
    Func<RunSpec, string?> Get,
    Func<RunSpec, string?, RunSpec> Set
) : SpecField(Name, Path, Label, Help)
{
    private const string None = "none";

    /// <inheritdoc/>
    public override string Allowed => "the id of a run, ID:SEQUENCE for one of its kept checkpoints, or none";

    /// <inheritdoc/>
    public override string Read(RunSpec spec) => Get(spec) ?? None;

    /// <inheritdoc/>
    public override RunSpec Write(RunSpec spec, string text) =>
        text.Trim() is { Length: > 0 } value && !string.Equals(value, None, StringComparison.OrdinalIgnoreCase)
            ? Set(spec, RunReference.Parse(value) is [var run] ? run.ToString() : throw new FormatException(Refuse(value)))
            : Set(spec, null);

    /// <inheritdoc/>
    public override SpecProblem? Check(RunSpec spec) =>
        Get(spec) is { } text && RunReference.Parse(text) is not [_] ? new(Path, Refuse(text)) : null;
}

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
    /// <summary>What a plain file name is.</summary>
    internal const string AllowedNames = "a plain file name of at most 100 letters, digits, dots, dashes and underscores";

    private const int MaxLength = 100;

    /// <inheritdoc/>
    public override string Allowed => AllowedNames;

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

    internal static bool IsPlainFileName(string name) =>
        name.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(name[0])
        && name[^1] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
