using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>
/// The corruption of a run: its kind and the fields that the kind has of its own, written flat:
/// <c>{"kind":"partially-corrupted-labels","noiseRate":0.3}</c>.
/// </summary>
[JsonConverter(typeof(CorruptionSpecJson))]
public sealed record CorruptionSpec
{
    /// <summary>What is done: the id of a corruption of the catalogue.</summary>
    public string Kind { get; init; } = CorruptionKind.TrueLabels;

    /// <summary>The kind's own fields; one that is left out has its default.</summary>
    public FieldGroup Fields { get; init; } = FieldGroup.Empty;

    /// <summary>The nominal noise rate p, 0 to 1, of the kinds that have one; else 0.</summary>
    public double NoiseRate
    {
        get => Fields.Number("noiseRate") ?? 0;
        init => Fields = Fields.With("noiseRate", value == 0 ? null : value);
    }

    /// <summary>Row-stochastic, classes x classes: entry [i][j] is the probability that true label i is given as j. Only for
    /// transition-matrix-labels.</summary>
    public double[][]? TransitionMatrix
    {
        get => Fields.Matrix("transitionMatrix");
        init => Fields = Fields.With("transitionMatrix", value);
    }

    /// <summary>The name of a file of labels in the data set's folder or in the store's label folder, without any path. Only for
    /// file-labels.</summary>
    public string? LabelFile
    {
        get => Fields.Text("labelFile");
        init => Fields = Fields.With("labelFile", value);
    }

    /// <summary>The column of the label file, where it has several: its name or its number from 0.</summary>
    public string? LabelColumn
    {
        get => Fields.Text("labelColumn");
        init => Fields = Fields.With("labelColumn", value);
    }

    /// <summary>The number of the first class in the label file, 0 or 1.</summary>
    public int LabelBase
    {
        // What is no whole number must not pass for one.
        get => Fields.Number("labelBase") is { } first ? (first is 0 or 1 ? (int)first : -1) : 0;
        init => Fields = Fields.With("labelBase", value == 0 ? null : (double)value);
    }

    /// <summary>Whether labels are trained on that agree with the true ones no better than chance, as labels in another order do.</summary>
    public bool AcceptChance
    {
        get => Fields.Switch("acceptChance") ?? false;
        init => Fields = Fields.With("acceptChance", value ? true : null);
    }
}

/// <summary>Kind and fields in one flat object.</summary>
internal sealed class CorruptionSpecJson : JsonConverter<CorruptionSpec>
{
    public override CorruptionSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (kind, fields) = FieldGroupJson.ReadOwned(ref reader);
        return new() { Kind = kind ?? CorruptionKind.TrueLabels, Fields = fields };
    }

    public override void Write(Utf8JsonWriter writer, CorruptionSpec value, JsonSerializerOptions options) =>
        FieldGroupJson.WriteOwned(writer, value.Kind, value.Fields);
}
