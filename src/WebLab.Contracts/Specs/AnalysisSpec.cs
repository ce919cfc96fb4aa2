using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>
/// What is asked about a data set in the place of a training: the kind of analysis and the fields that it has of its own, written flat:
/// <c>{"kind":"label-audit","auditShuffles":19}</c>.
/// </summary>
[JsonConverter(typeof(AnalysisSpecJson))]
public sealed record AnalysisSpec
{
    /// <summary>The id of an analysis of the catalogue; empty where a recipe names none, which is refused.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The kind's own fields; one that is left out has its default.</summary>
    public FieldGroup Fields { get; init; } = FieldGroup.Empty;
}

/// <summary>Kind and fields in one flat object.</summary>
internal sealed class AnalysisSpecJson : JsonConverter<AnalysisSpec>
{
    public override AnalysisSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (kind, fields) = FieldGroupJson.ReadOwned(ref reader);
        return new() { Kind = kind ?? "", Fields = fields };
    }

    public override void Write(Utf8JsonWriter writer, AnalysisSpec value, JsonSerializerOptions options) =>
        FieldGroupJson.WriteOwned(writer, value.Kind, value.Fields);
}
