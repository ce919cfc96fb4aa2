using System.Globalization;
using System.Text.Json;
using WebLab.Contracts.Catalogue;
using WebLab.Training.LabExtensions;

namespace WebLab.Training.Losses;

/// <summary>
/// What a network can be trained on: what is told of it, and how it is made for a training. One stands with its <see
/// cref="TrainingLoss"/> in a file of its own and is found by its type; it needs a constructor without parameters.
/// </summary>
public abstract class LossDescriptor
{
    private const string Group = "loss.";

    /// <summary>The stored name, which never changes.</summary>
    public abstract string Id { get; }

    /// <summary>Its name on the screen.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence on what it is.</summary>
    public abstract string Sentence { get; }

    /// <summary>Where its formula and its defaults are from.</summary>
    public abstract string Source { get; }

    /// <summary>Its own fields, with paths that begin with <c>loss.</c>.</summary>
    public virtual IReadOnlyList<FieldInfo> Fields => [];

    /// <summary>Its place among the others, where it is shown; those of one place go by their ids.</summary>
    public virtual int Place => 100;

    /// <summary>How many networks are trained side by side.</summary>
    public virtual int Networks => 1;

    /// <summary>The numbers that it keeps over a training, a <see cref="SizeFormula"/> over <c>examples</c> and <c>classes</c>.</summary>
    public virtual string State => "0";

    /// <summary>Makes it for one training.</summary>
    /// <param name="setup">Of which.</param>
    public abstract TrainingLoss Create(LossSetup setup);

    /// <summary>What others learn of it.</summary>
    internal LossInfo Describe() =>
        new()
        {
            Id = Id,
            Title = Title,
            Sentence = Sentence,
            Source = Source,
            Fields = Fields,
            Networks = Networks,
            State = State,
            Extension = ExtensionLoader.Of(this)?.Name,
        };

    /// <summary>Describes a field of its own that is a number.</summary>
    /// <param name="name">The written name, with the loss's own word before it, for example <c>gce-q</c>.</param>
    /// <param name="label">The label on the screen.</param>
    /// <param name="help">One sentence on what it does.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="standard">The value where it is left out.</param>
    protected static FieldInfo Number(string name, string label, string help, double min, double max, double standard)
    {
        ArgumentNullException.ThrowIfNull(name);
        var key = string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return new()
        {
            Name = name,
            Path = Group + JsonNamingPolicy.CamelCase.ConvertName(key),
            Label = label,
            Help = help,
            Type = FieldKind.Number,
            Min = min,
            Max = max,
            Default = standard.ToString("R", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Describes a field of its own that is a whole number.</summary>
    /// <inheritdoc cref="Number(string, string, string, double, double, double)" path="/param"/>
    protected static FieldInfo WholeNumber(string name, string label, string help, int min, int max, int standard) =>
        Number(name, label, help, min, max, standard) with
        {
            Type = FieldKind.WholeNumber,
        };
}
