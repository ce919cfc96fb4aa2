using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>
/// What a network is trained on: the loss and the fields that it has of its own, written flat: <c>{"kind":"gce","gceQ":0.7}</c>. The loss
/// that is shown is the cross-entropy whatever a network is trained on.
/// </summary>
[JsonConverter(typeof(LossSpecJson))]
public sealed record LossSpec
{
    /// <summary>The id of the loss that a network is trained on unless its recipe says otherwise.</summary>
    public const string CrossEntropy = "cross-entropy";

    /// <summary>The id of a loss of the catalogue.</summary>
    public string Kind { get; init; } = CrossEntropy;

    /// <summary>The loss's own fields; one that is left out has its default.</summary>
    public FieldGroup Fields { get; init; } = FieldGroup.Empty;
}

/// <summary>Kind and fields in one flat object.</summary>
internal sealed class LossSpecJson : JsonConverter<LossSpec>
{
    public override LossSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (kind, fields) = FieldGroupJson.ReadOwned(ref reader);
        return new() { Kind = kind ?? LossSpec.CrossEntropy, Fields = fields };
    }

    public override void Write(Utf8JsonWriter writer, LossSpec value, JsonSerializerOptions options) =>
        FieldGroupJson.WriteOwned(writer, value.Kind, value.Fields);
}
