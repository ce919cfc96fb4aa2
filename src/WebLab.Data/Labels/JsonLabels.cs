using System.Text;
using System.Text.Json;
using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>JSON: a list of labels, a list of rows, a list of objects, an object of lists (a column a key), or an object of index to
/// label.</summary>
internal static class JsonLabels
{
    public static LabelTable? Read(LabelContent file)
    {
        if (Decoding.Text(file.Bytes)?.TrimStart() is not ['[' or '{', ..] text)
            return null;
        // Each value but the last is followed by a comma; counted before the document takes memory for them.
        if (text.Count(character => character is ',' or '[' or '{') > LabelContent.MaxCells)
            throw file.TooMany();
        try
        {
            // As it lies there, where it can be: another copy is as large as the file.
            ReadOnlyMemory<byte> utf8 = file.Bytes is [(byte)'[' or (byte)'{', ..] ? file.Bytes : Encoding.UTF8.GetBytes(text);
            using var document = JsonDocument.Parse(utf8, new() { MaxDepth = 4 });
            return Table(file, document.RootElement);
        }
        catch (JsonException error)
        {
            throw file.Refuse(
                $"begins like JSON and is none in line {(error.LineNumber ?? 0) + 1:0}, character "
                    + $"{(error.BytePositionInLine ?? 0) + 1:0}: give a list of labels, such as [3, 1, 4].",
                error
            );
        }
    }

    private static LabelTable Table(LabelContent file, JsonElement root) =>
        root.ValueKind != JsonValueKind.Array ? Object(file, [.. root.EnumerateObject()])
        : root.GetArrayLength() > file.Target.MostLines
            ? throw file.Refuse(
                Sentence.Of($"(a JSON list) has {root.GetArrayLength():N0} labels; {file.Target.Wanted()}: take out what is too many.")
            )
        : List(file, [.. root.EnumerateArray()]);

    private static LabelTable List(LabelContent file, JsonElement[] items)
    {
        const string form = "a JSON list";
        if (items.Length > 0 && items[0].ValueKind == JsonValueKind.Array)
            return LabelTable.Indexed("a JSON list of rows", Columns(file, items, ArrayCells(items[0])));
        if (items.Length > 0 && items[0].ValueKind == JsonValueKind.Object)
            return LabelTable.Indexed(
                "a JSON list of objects",
                Columns(file, items, [.. items[0].EnumerateObject().Select(property => property.Name)])
            );
        return LabelTable.Indexed(form, [LabelColumn.Of("0", Array.ConvertAll(items, Cell))]);
    }

    private static string[] ArrayCells(JsonElement row) => [.. Enumerable.Range(0, row.GetArrayLength()).Select(i => $"{i}")];

    private static LabelColumn[] Columns(LabelContent file, JsonElement[] rows, string[] names)
    {
        if ((long)rows.Length * names.Length > LabelContent.MaxCells)
            throw file.TooMany();
        var cells = Array.ConvertAll(names, _ => new string[rows.Length]);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < names.Length; i++)
            {
                cells[i][row] =
                    rows[row].ValueKind != rows[0].ValueKind ? throw Uneven(row)
                    : rows[row].ValueKind == JsonValueKind.Object
                        ? rows[row].TryGetProperty(names[i], out var value) ? Cell(value)
                            : throw Uneven(row)
                    : rows[row].GetArrayLength() == names.Length ? Cell(rows[row][i])
                    : throw Uneven(row);
            }
        }
        return [.. names.Zip(cells, LabelColumn.Of)];

        Exception Uneven(int row) => file.Refuse($"(JSON) has another shape at index {row} than before: give each image the same values.");
    }

    private static LabelTable Object(LabelContent file, JsonProperty[] properties)
    {
        const string form = "a JSON object of lists";
        JsonProperty[] lists = [.. properties.Where(property => property.Value.ValueKind == JsonValueKind.Array)];
        if (lists.Length > 0)
            return LabelTable.Indexed(
                form,
                PickledLabels.Equal(
                    file,
                    form,
                    [.. lists.Select(list => LabelColumn.Of(list.Name, [.. list.Value.EnumerateArray().Select(Cell)]))]
                )
            );
        return LabelTable.Indexed(
            "a JSON object of index to label",
            [
                LabelColumn.Of("index", Array.ConvertAll(properties, property => property.Name)),
                LabelColumn.Of("label", Array.ConvertAll(properties, property => Cell(property.Value))),
            ]
        );
    }

    private static string Cell(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            // A list of one label, as a column vector has it.
            JsonValueKind.Array when value.GetArrayLength() == 1 => Cell(value[0]),
            _ => Sentence.Shorten(value.GetRawText()),
        };
}
