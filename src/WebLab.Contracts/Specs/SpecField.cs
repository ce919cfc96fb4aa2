namespace WebLab.Contracts.Specs;

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
    protected string Refuse(string value) => $"{Path} must be {Allowed}; it was {(value.Length == 0 ? "empty" : Shorten(value))}.";

    private static string Shorten(string value) => value.Length <= 60 ? value : value[..60] + "…";
}
