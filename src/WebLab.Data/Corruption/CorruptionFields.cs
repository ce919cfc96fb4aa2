using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;

namespace WebLab.Data.Corruption;

/// <summary>Makes a corruption's own fields, and reads them with their defaults.</summary>
public static class CorruptionFields
{
    /// <summary>The nominal probability that a label is corrupted.</summary>
    public static FieldInfo NoiseRate { get; } =
        Number("noise-rate", "Noise rate", "The nominal probability p that a label is corrupted.", 0, 1, 0) with
        {
            Suggested = "0.2",
        };

    /// <summary>A real number.</summary>
    /// <param name="name">The written name, for example <c>noise-rate</c>.</param>
    /// <param name="label">The label on the screen.</param>
    /// <param name="help">One sentence on what it does.</param>
    /// <param name="min">The least allowed value.</param>
    /// <param name="max">The greatest allowed value.</param>
    /// <param name="standard">The value where it is left out.</param>
    public static FieldInfo Number(string name, string label, string help, double min, double max, double standard) =>
        Of(name, label, help, FieldKind.Number) with
        {
            Min = min,
            Max = max,
            Default = standard.ToString("R", CultureInfo.InvariantCulture),
        };

    /// <summary>A whole number.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    public static FieldInfo WholeNumber(string name, string label, string help, int min, int max, int standard) =>
        Number(name, label, help, min, max, standard) with
        {
            Type = FieldKind.WholeNumber,
        };

    /// <summary>One of a few words; the first is the default.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    /// <param name="choices">The words, in order.</param>
    public static FieldInfo Choice(string name, string label, string help, params IReadOnlyList<string> choices) =>
        Of(name, label, help, FieldKind.Choice) with
        {
            Choices = choices,
            Default = choices[0],
        };

    /// <summary>On or off.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    public static FieldInfo Switch(string name, string label, string help, bool standard) =>
        Of(name, label, help, FieldKind.Switch) with
        {
            Default = standard ? "true" : "false",
        };

    /// <summary>The name of a file of labels, which must be given.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    public static FieldInfo LabelFile(string name, string label, string help) => Of(name, label, help, FieldKind.LabelFile);

    /// <summary>A word of letters, digits, dots, dashes and underscores, which may be left out.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    public static FieldInfo Text(string name, string label, string help) => Of(name, label, help, FieldKind.Text) with { Default = "" };

    /// <summary>A matrix of probabilities, classes x classes, which must be given.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    public static FieldInfo Matrix(string name, string label, string help) => Of(name, label, help, FieldKind.Matrix);

    /// <summary>The number that a recipe has, or the default.</summary>
    /// <param name="fields">A checked recipe's fields.</param>
    /// <param name="field">The field.</param>
    public static double Number(this FieldGroup fields, FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(field);
        return fields.Number(field.Key) ?? double.Parse(field.Default!, CultureInfo.InvariantCulture);
    }

    /// <summary>The word that a recipe has, or the default.</summary>
    /// <inheritdoc cref="Number(FieldGroup, FieldInfo)" path="/param"/>
    public static string Text(this FieldGroup fields, FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(field);
        return fields.Text(field.Key) ?? field.Default ?? throw new ArgumentException($"{field.Path} is missing.", nameof(fields));
    }

    /// <summary>Whether a recipe has it on, or the default.</summary>
    /// <inheritdoc cref="Number(FieldGroup, FieldInfo)" path="/param"/>
    public static bool Switch(this FieldGroup fields, FieldInfo field)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(field);
        return fields.Switch(field.Key) ?? field.Default == "true";
    }

    private static FieldInfo Of(string name, string label, string help, FieldKind type)
    {
        var words = name.Split('-');
        var key = words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return new()
        {
            Name = name,
            Path = "corruption." + key,
            Label = label,
            Help = help,
            Type = type,
        };
    }
}
