using System.Globalization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;

namespace WebLab.Training.Models;

/// <summary>What a spec's <c>model</c> can name: a network, or a kernel that is solved.</summary>
public abstract class ModelDescriptor
{
    /// <summary>The written name; it never changes.</summary>
    public abstract string Id { get; }

    /// <summary>Its name on the screen.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence on what it is.</summary>
    public abstract string Sentence { get; }

    /// <summary>Its own fields, in the order in which they are shown.</summary>
    public virtual IReadOnlyList<FieldInfo> Fields => [];

    /// <summary>Its place among the others, where it is shown; those of one place go by their ids.</summary>
    public virtual int Place => 100;

    /// <summary>Whether it takes rows of features as well as images.</summary>
    public virtual bool TakesFeatures => false;

    /// <summary>The fewest rows and columns of an image that it takes.</summary>
    public virtual int MinSide => 1;

    /// <summary>The value of a field that is a number, its default where it is left out.</summary>
    /// <param name="fields">The spec's.</param>
    /// <param name="name">The field's name in the group.</param>
    protected double Number(FieldGroup fields, string name)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var field = Fields.FirstOrDefault(each => each.Path == Group + name) ?? throw new ArgumentException($"{Id} has no field {name}.");
        return fields.Number(name) ?? double.Parse(field.Default!, CultureInfo.InvariantCulture);
    }

    /// <summary>The value of a field that is a whole number, its default where it is left out.</summary>
    /// <param name="fields">The spec's.</param>
    /// <param name="name">The field's name in the group.</param>
    protected int WholeNumber(FieldGroup fields, string name) => checked((int)Number(fields, name));

    /// <summary>Describes a field of its own that is a number.</summary>
    /// <param name="name">In camel case.</param>
    /// <param name="label">The label on the screen.</param>
    /// <param name="help">One sentence on what it does.</param>
    /// <param name="type">Whether it is whole.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="standard">The value where it is left out.</param>
    protected static FieldInfo Field(string name, string label, string help, FieldKind type, double min, double max, double standard) =>
        new()
        {
            Name = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name),
            Path = Group + name,
            Label = label,
            Help = help,
            Type = type,
            Min = min,
            Max = max,
            Default = standard.ToString("R", CultureInfo.InvariantCulture),
        };

    private const string Group = "modelFields.";
}
