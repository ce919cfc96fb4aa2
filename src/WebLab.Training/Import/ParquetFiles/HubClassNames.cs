using System.Globalization;
using System.Text.Json;
using Parquet.Schema;

namespace WebLab.Training.Import.ParquetFiles;

/// <summary>The names of classes that the hub's own note beside the columns gives for their numbers.</summary>
internal sealed class HubClassNames
{
    private readonly Dictionary<string, string[]> _names = new(StringComparer.Ordinal);

    /// <summary>Those of a file; none where it has no such note, or one that is not as expected.</summary>
    public static HubClassNames Of(ParquetFile file)
    {
        var words = new HubClassNames();
        if (file.Note("huggingface") is not { } note)
            return words;
        try
        {
            using var document = JsonDocument.Parse(note);
            if (!document.RootElement.TryGetProperty("info", out var info) || !info.TryGetProperty("features", out var features))
                return words;
            foreach (var feature in features.EnumerateObject())
            {
                if (
                    feature.Value.ValueKind == JsonValueKind.Object
                    && feature.Value.TryGetProperty("names", out var names)
                    && names.ValueKind == JsonValueKind.Array
                )
                    words._names[feature.Name] = [.. names.EnumerateArray().Select(name => name.ToString())];
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A note is no part of the form: the numbers are classes too.
        }
        return words;
    }

    /// <summary>The name for a cell's number, or the cell; nothing for -1, by which hubs say that an example has no label.</summary>
    public ReadOnlySpan<char> In(DataField field, ReadOnlySpan<char> cell) =>
        _names.Count > 0
        && _names.TryGetValue(ParquetFile.NameOf(field), out var names)
        && int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number == -1
                ? default
                : number >= 0 && number < names.Length
                    ? names[number]
                    : cell
            : cell;
}
