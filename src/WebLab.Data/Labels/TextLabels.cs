using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>
/// Text: a label a line, or columns parted by commas, semicolons, tabs, bars or spaces, with a heading or none, cells in quotation marks or
/// not. Whether the first line is a heading is told by the number of lines: a heading is one line more than there are images.
/// </summary>
internal static class TextLabels
{
    public static LabelTable? Read(LabelContent file)
    {
        if (Decoding.Text(file.Bytes) is not { } text)
            return null;
        var lines = TextLines.Of(file, text);
        var target = file.Target;
        // All labels in one line, as a printed list has them.
        if (lines is [{ Cells: { Count: > 1 } cells }] && target.IsCount(cells.Count))
            return LabelTable.Indexed("text, all labels in one line", [LabelColumn.Of("0", [.. cells])]);
        var hasHeading = HasHeading(file, lines);
        var first = hasHeading ? 1 : 0;
        if (lines.Count == first)
            throw file.Refuse("(text) holds no labels.");
        var width = lines[first].Cells.Count;
        if (lines.FindIndex(first, row => row.Cells.Count != width) is >= 0 and var uneven)
            throw file.Refuse(
                $"(text) has {Cells(lines[uneven].Cells.Count)} in line {lines[uneven].Number}, but {Cells(width)} in line "
                    + $"{lines[first].Number}: give each line the same."
            );
        var form = width == 1 ? "text, a label a line" : $"text, {width} columns";
        int[] numbers = [.. lines.Skip(first).Select(line => line.Number)];
        var columns = Names(file, hasHeading ? [.. lines[0].Cells] : null, width)
            .Select((name, i) => LabelColumn.Of(name, Column(lines, first, i)))
            // A separator at the end of each line makes a column of nothing.
            .Where(column => column.Words!.Any(word => word.Length > 0));
        return new(form, [.. columns], row => $"in line {numbers[row]}");
    }

    private static string[] Column(List<TextLine> lines, int first, int column)
    {
        var words = new string[lines.Count - first];
        for (var row = 0; row < words.Length; row++)
            words[row] = lines[first + row].Cells[column];
        return words;
    }

    private static bool HasHeading(LabelContent file, List<TextLine> lines)
    {
        if (lines.Count == 0)
            return false;
        string[] first = [.. lines[0].Cells];
        var looksLikeOne =
            !first.Any(cell => !double.IsNaN(LabelColumn.Number(cell))) && !first.Any(cell => file.Target.ClassOf(cell) >= 0);
        if (file.Target.IsCount(lines.Count))
            return looksLikeOne && first.All(cell => cell.Length > 0 && char.IsLetter(cell[0])) && !IsLikeNext()
                ? throw file.Refuse(
                    $"(text) has the heading \"{Sentence.Shorten(string.Join(", ", first))}\" in line {lines[0].Number} and then "
                        + $"{lines.Count - 1:N0} labels; {file.Target.Wanted()}: give one label for each."
                )
                : false;
        if (file.Target.IsCount(lines.Count - 1))
            return looksLikeOne
                || IsPositions(first)
                || first.All(cell => file.Target.ClassOf(cell) >= 0 && double.IsNaN(LabelColumn.Number(cell)));
        return looksLikeOne && lines.Count > 1;

        // A first line of words over lines of words may be a label that is misspelt; the caller then names it.
        bool IsLikeNext() => lines.Count > 1 && lines[1].Cells.All(cell => double.IsNaN(LabelColumn.Number(cell)));
    }

    /// <summary>What pandas writes for columns without names: their numbers, after an empty name for the index.</summary>
    private static bool IsPositions(string[] cells)
    {
        var first = cells[0].Length == 0 ? 1 : 0;
        return cells.Skip(first).Select((cell, i) => cell == $"{i}").All(isPosition => isPosition) && cells.Length > first;
    }

    private static IEnumerable<string> Names(LabelContent file, string[]? heading, int width)
    {
        // R leaves out the name of the column of row names.
        if (heading?.Length == width - 1)
            heading = ["", .. heading];
        if (heading is not null && heading.Length != width)
            throw file.Refuse(
                $"(text) has {Cells(heading.Length)} in its heading, but {Cells(width)} in the lines below: give each line the same."
            );
        return heading ?? Enumerable.Range(0, width).Select(i => $"{i}");
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";
}
