using System.Buffers;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>JSON: a list of labels, a list of rows, a list of objects, an object of lists (a column a key), or an object of index to
/// label. It is read as it lies there, once for its shape and once for its cells.</summary>
internal sealed class JsonLabels : ILabelForm
{
    // Of what is no label a sentence shows the beginning.
    private const int Shown = 1_000;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 4 };

    public int Place => 20;

    public LabelTable? Read(LabelContent file)
    {
        if (Decoding.Utf8(file.Bytes) is not { } whole || LabelCells.Trim(whole.Span) is not [(byte)'[' or (byte)'{', ..])
            return null;
        var text = Listed(whole.Span);
        // Each value but the last is followed by a comma.
        if (text.Count((byte)',') + text.Count((byte)'[') + text.Count((byte)'{') > LabelContent.MaxCells)
            throw file.TooMany();
        try
        {
            var (items, hasLists) = Shape(text);
            var reader = new Utf8JsonReader(text, Options);
            reader.Read();
            var cells = new LabelCells(file, text.Length);
            if (reader.TokenType == JsonTokenType.StartObject)
                return hasLists ? Lists(file, text, ref reader, cells) : Pairs(file, text, ref reader, cells, items);
            if (items > file.Target.MostLines)
                throw file.Refuse(Sentence.Of($"(a JSON list) has {items:N0} labels; {file.Target.Wanted()}: take out what is too many."));
            reader.Read();
            return reader.TokenType switch
            {
                JsonTokenType.StartArray => Rows(file, text, ref reader, cells, items),
                JsonTokenType.StartObject => Objects(file, text, ref reader, cells, items),
                _ => LabelTable.Indexed("a JSON list", [List("0", text, ref reader, cells)]),
            };
        }
        catch (JsonException error)
        {
            throw file.Refuse(
                $"begins like JSON and is none in line {(error.LineNumber ?? 0) + 1:0}, character "
                    + $"{(error.BytePositionInLine ?? 0) + 1:0}: give a list of labels, such as [3, 1, 4].",
                error
            );
        }
        catch (InvalidOperationException error)
        {
            throw file.Refuse("(JSON) has a string with half a character, as \\ud800 is: give numbers or class names.", error);
        }
    }

    /// <summary>JSON lines, a value a line, as one list; anything else as it is.</summary>
    private static ReadOnlySpan<byte> Listed(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOf((byte)'\n');
        if (first < 0 || LabelCells.Trim(text[first..]) is not [(byte)'[' or (byte)'{', ..] || !IsWhole(text[..first]))
            return text;
        // A comma a line more; a line stays a line, which the sentence about a fault names.
        var listed = new byte[text.Length + text.Count((byte)'\n') + 2];
        var at = 0;
        listed[at++] = (byte)'[';
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = LabelCells.Trim(text[range]);
            if (at > 1)
                listed[at++] = (byte)'\n';
            if (line.IsEmpty)
                continue;
            line.CopyTo(listed.AsSpan(at));
            at += line.Length;
            listed[at++] = (byte)',';
        }
        listed[listed.AsSpan(0, at).LastIndexOf((byte)',')] = (byte)']';
        return listed.AsSpan(0, at);
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, Options);
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>How many values the list or object has, and whether one of them is a list; that it is whole is seen on the way.</summary>
    private static (int Items, bool HasLists) Shape(ReadOnlySpan<byte> text)
    {
        var (items, hasLists) = (0, false);
        var reader = new Utf8JsonReader(text, Options);
        while (reader.Read())
        {
            if (
                reader.CurrentDepth != 1
                || reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName
            )
                continue;
            items++;
            hasLists |= reader.TokenType == JsonTokenType.StartArray;
        }
        return (items, hasLists);
    }

    /// <summary>The list whose first value, or end, is in hand; its end is then.</summary>
    private static LabelColumn List(string name, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, LabelCells cells)
    {
        var first = cells.Count;
        for (; reader.TokenType != JsonTokenType.EndArray; reader.Read())
            AddCell(text, ref reader, cells);
        return LabelColumn.Of(name, new(cells, first, 1, cells.Count - first));
    }

    private static LabelTable Rows(LabelContent file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, LabelCells cells, int rows)
    {
        var width = 0;
        for (var row = 0; row < rows; row++, reader.Read())
        {
            var first = cells.Count;
            if (reader.TokenType != JsonTokenType.StartArray)
                throw Uneven(file, row);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                AddCell(text, ref reader, cells);
            width = row == 0 ? cells.Count : width;
            if (cells.Count - first != width)
                throw Uneven(file, row);
        }
        return Table(file, "a JSON list of rows", cells, [.. Enumerable.Range(0, width).Select(i => $"{i}")], rows);
    }

    private static LabelTable Objects(LabelContent file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, LabelCells cells, int rows)
    {
        const string form = "a JSON list of objects";
        var names = Names(reader);
        file.CheckWidth(form, names.Length);
        var values = new Range?[names.Length];
        for (var row = 0; row < rows; row++, reader.Read())
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Uneven(file, row);
            Array.Clear(values);
            for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndObject; place++)
            {
                var column = Column(reader, names, place);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (column >= 0)
                    values[column] = start..(int)reader.BytesConsumed;
            }
            // In the first one's order, whatever this one's is.
            foreach (var value in values)
            {
                var one = text[value ?? throw Uneven(file, row)];
                var within = new Utf8JsonReader(one, Options);
                within.Read();
                AddCell(one, ref within, cells);
            }
        }
        return Table(file, form, cells, names, rows);
    }

    private static string[] Names(Utf8JsonReader reader)
    {
        var names = new List<string>();
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndObject; reader.Skip())
        {
            names.Add(reader.GetString()!);
            reader.Read();
        }
        return [.. names];
    }

    /// <summary>The column of the name in hand, most often that of its place; -1 for none.</summary>
    private static int Column(Utf8JsonReader reader, string[] names, int place)
    {
        if (place < names.Length && reader.ValueTextEquals(names[place]))
            return place;
        for (var i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
                return i;
        }
        return -1;
    }

    private static LabelTable Lists(LabelContent file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, LabelCells cells)
    {
        const string form = "a JSON object of lists";
        var columns = new List<LabelColumn>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var named = reader;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                file.CheckWidth(form, columns.Count + 1);
                reader.Read();
                columns.Add(List(named.GetString()!, text, ref reader, cells));
            }
            else
                reader.Skip();
        }
        return LabelTable.Indexed(form, PickledLabels.Equal(file, form, columns));
    }

    private static LabelTable Pairs(LabelContent file, ReadOnlySpan<byte> text, ref Utf8JsonReader reader, LabelCells cells, int count)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            AddText(reader, cells);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
                throw file.Refuse(
                    "(a JSON object of objects) is not read: give a list of labels, or of objects, as pandas' to_json(orient='records') "
                        + "does."
                );
            AddCell(text, ref reader, cells);
        }
        return LabelTable.Indexed(
            "a JSON object of index to label",
            [LabelColumn.Of("index", new(cells, 0, 2, count)), LabelColumn.Of("label", new(cells, 1, 2, count))]
        );
    }

    private static LabelTable Table(LabelContent file, string form, LabelCells cells, string[] names, int rows)
    {
        file.CheckWidth(form, names.Length);
        return LabelTable.Indexed(form, [.. names.Select((name, i) => LabelColumn.Of(name, new(cells, i, names.Length, rows)))]);
    }

    private static DatasetException Uneven(LabelContent file, int row) =>
        file.Refuse($"(JSON) has another shape at index {row} than before: give each image the same values.");

    /// <summary>Adds the value in hand as a cell; its end is then in hand.</summary>
    private static void AddCell(ReadOnlySpan<byte> text, ref Utf8JsonReader reader, LabelCells cells)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                AddText(reader, cells);
                break;
            // A list of one label, as a column vector has it.
            case JsonTokenType.StartArray when IsOfOne(reader):
                reader.Read();
                AddCell(text, ref reader, cells);
                reader.Read();
                break;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                reader.Skip();
                var raw = text[start..(int)reader.BytesConsumed];
                cells.Add(Encoding.UTF8.GetBytes(Sentence.Shorten(Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, Shown)]))));
                break;
            default:
                cells.Add(reader.ValueSpan);
                break;
        }
    }

    private static bool IsOfOne(Utf8JsonReader list)
    {
        list.Read();
        if (list.TokenType == JsonTokenType.EndArray)
            return false;
        list.Skip();
        return list.Read() && list.TokenType == JsonTokenType.EndArray;
    }

    private static void AddText(Utf8JsonReader reader, LabelCells cells)
    {
        if (!reader.ValueIsEscaped)
        {
            cells.Add(reader.ValueSpan);
            return;
        }
        var room = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        cells.Add(room.AsSpan(0, reader.CopyString(room)));
        ArrayPool<byte>.Shared.Return(room);
    }
}
