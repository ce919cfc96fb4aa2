using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>
/// The fields that a corruption, a network or a loss has of its own: names in camel case, each with a number, a switch, a text or a matrix.
/// Immutable, sorted by name, equal by value. What a field may hold is its descriptor's to say, and a field that is left out has
/// the descriptor's default.
/// </summary>
[JsonConverter(typeof(FieldGroupJson))]
public sealed class FieldGroup : IEquatable<FieldGroup>
{
    /// <summary>The most fields that are read; no descriptor has nearly as many.</summary>
    public const int MaxCount = 100;

    /// <summary>What a <see cref="JsonException"/> says of a group with more.</summary>
    public static readonly string TooMany = Sentence.Of($"A group of fields has more than {MaxCount} fields.");

    private readonly SortedList<string, object> _values;

    private FieldGroup(SortedList<string, object> values) => _values = values;

    /// <summary>No fields.</summary>
    public static FieldGroup Empty { get; } = new(new(StringComparer.Ordinal));

    /// <summary>The names of the fields that are given, sorted.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => [.. _values.Keys];

    /// <summary>How many fields are given.</summary>
    [JsonIgnore]
    public int Count => _values.Count;

    /// <summary>The value: a <see cref="double"/>, a <see cref="bool"/>, a <see cref="string"/> or rows of numbers; null when the field
    /// is left out.</summary>
    /// <param name="name">The field.</param>
    public object? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>The number, or null when the field is left out; NaN, which no range holds, when it is something else.</summary>
    /// <param name="name">The field.</param>
    public double? Number(string name) => Get(name) is { } value ? value as double? ?? double.NaN : null;

    /// <summary>Whether the switch is on, or null when the field is left out.</summary>
    /// <param name="name">The field.</param>
    public bool? Switch(string name) => Get(name) as bool?;

    /// <summary>The text, or null when the field is left out.</summary>
    /// <param name="name">The field.</param>
    public string? Text(string name) => Get(name) as string;

    /// <summary>The rows of the matrix, not to be changed, or null when the field is left out.</summary>
    /// <param name="name">The field.</param>
    public double[][]? Matrix(string name) => Get(name) as double[][];

    /// <summary>The group with a field set.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">A number, a switch, a text or a matrix; null leaves the field out.</param>
    public FieldGroup With(string name, object? value)
    {
        var values = new SortedList<string, object>(_values, StringComparer.Ordinal);
        if (value is null)
            values.Remove(name);
        else
            values[name] = value switch
            {
                double or bool or string => value,
                int number => (double)number,
                double[][] rows => Array.ConvertAll(rows, row => (double[])row.Clone()),
                _ => throw new ArgumentException($"A field holds a number, a switch, a text or a matrix; {name} was given {value}."),
            };
        return values.Count == 0 ? Empty : new(values);
    }

    /// <inheritdoc/>
    public bool Equals(FieldGroup? other) =>
        other is not null
        && _values.Count == other._values.Count
        && _values.All(field => other.Get(field.Key) is { } value && AreEqual(field.Value, value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldGroup);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _values.Aggregate(
            0,
            (hash, field) => HashCode.Combine(hash, field.Key, field.Value is double[][] rows ? rows.Length : field.Value.GetHashCode())
        );

    private static bool AreEqual(object one, object other) =>
        one is double[][] a && other is double[][] b
            ? a.Length == b.Length && a.Zip(b).All(rows => rows.First.AsSpan().SequenceEqual(rows.Second))
            : one.Equals(other);
}

/// <summary>A group of fields is a flat JSON object.</summary>
internal sealed class FieldGroupJson : JsonConverter<FieldGroup>
{
    private const string Kind = "kind";

    public override FieldGroup Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        var fields = FieldGroup.Empty;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            fields = ReadField(ref reader, fields);
        return fields;
    }

    public override void Write(Utf8JsonWriter writer, FieldGroup value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteFields(writer, value);
        writer.WriteEndObject();
    }

    /// <summary>Reads an object that names in <c>kind</c> whose fields it holds.</summary>
    /// <returns>That kind, or null where it names none, and the fields.</returns>
    public static (string? Kind, FieldGroup Fields) ReadOwned(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        string? kind = null;
        var fields = FieldGroup.Empty;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (string.Equals(reader.GetString(), Kind, StringComparison.OrdinalIgnoreCase))
            {
                reader.Read();
                kind = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
            }
            else
                fields = ReadField(ref reader, fields);
        }
        return (kind, fields);
    }

    /// <summary>Writes what <see cref="ReadOwned"/> reads.</summary>
    public static void WriteOwned(Utf8JsonWriter writer, string kind, FieldGroup fields)
    {
        writer.WriteStartObject();
        writer.WriteString(Kind, kind);
        WriteFields(writer, fields);
        writer.WriteEndObject();
    }

    private static FieldGroup ReadField(ref Utf8JsonReader reader, FieldGroup fields)
    {
        if (fields.Count == FieldGroup.MaxCount)
            throw new JsonException(FieldGroup.TooMany);
        var name = JsonNamingPolicy.CamelCase.ConvertName(reader.GetString()!);
        reader.Read();
        return fields.With(
            name,
            reader.TokenType switch
            {
                JsonTokenType.Number => reader.GetDouble(),
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.String => Parse(reader.GetString()!),
                JsonTokenType.Null => null,
                JsonTokenType.StartArray => ReadRows(ref reader),
                _ => throw new JsonException(),
            }
        );
    }

    private static void WriteFields(Utf8JsonWriter writer, FieldGroup fields)
    {
        foreach (var name in fields.Names)
        {
            writer.WritePropertyName(name);
            switch (fields.Get(name))
            {
                case double number:
                    WriteNumber(writer, number);
                    break;
                case bool on:
                    writer.WriteBooleanValue(on);
                    break;
                case string text:
                    writer.WriteStringValue(text);
                    break;
                case double[][] rows:
                    WriteRows(writer, rows);
                    break;
            }
        }
    }

    // As LabJson writes them elsewhere.
    private static object Parse(string text) =>
        text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => text,
        };

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(
                double.IsNaN(number) ? "NaN"
                : number > 0 ? "Infinity"
                : "-Infinity"
            );
    }

    private static double[][] ReadRows(ref Utf8JsonReader reader)
    {
        var rows = new List<double[]>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var row = new List<double>();
            // A row that is null is one without numbers: the matrix's own check says what it should have had.
            if (reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    row.Add(reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException());
            else if (reader.TokenType != JsonTokenType.Null)
                throw new JsonException();
            rows.Add([.. row]);
        }
        return [.. rows];
    }

    private static void WriteRows(Utf8JsonWriter writer, double[][] rows)
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartArray();
            foreach (var number in row)
                WriteNumber(writer, number);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
