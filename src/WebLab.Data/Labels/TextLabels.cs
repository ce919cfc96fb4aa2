using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>
/// Text: a label a line, or columns parted by commas, semicolons, tabs, bars or spaces, with a heading or none, cells in quotation marks or
/// not. Whether the first line is a heading is told by the number of lines: a heading is one line more than there are images.
/// </summary>
internal sealed class TextLabels : ILabelForm
{
    public int Place => 30;

    public LabelTable? Read(LabelContent file)
    {
        if (Decoding.Utf8(file.Bytes) is not { } text)
            return null;
        var (lines, cells) = TextLines.Of(file, text.Span);
        // All labels in one line, as a printed list has them.
        if (lines is [{ Count: > 1 and var count }] && file.Target.IsCount(count))
            return LabelTable.Indexed("text, all labels in one line", [LabelColumn.Of("0", new(cells, 0, 1, count))]);
        file.CheckWidth("text", lines.Count == 0 ? 0 : lines[0].Count);
        string[] top = [.. lines.Take(1).SelectMany(line => Words(line, cells))];
        var hasHeading = HasHeading(file, lines, top, cells);
        var first = hasHeading ? 1 : 0;
        if (lines.Count == first)
            throw file.Refuse("(text) holds no labels.");
        var width = lines[first].Count;
        if (lines.FindIndex(first, row => row.Count != width) is >= 0 and var uneven)
            throw file.Refuse(
                $"(text) has {Cells(lines[uneven].Count)} in line {lines[uneven].Number}, but {Cells(width)} in line "
                    + $"{lines[first].Number}: give each line the same."
            );
        var form = width == 1 ? "text, a label a line" : $"text, {width} columns";
        int[] numbers = [.. lines.Skip(first).Select(line => line.Number)];
        var columns = Names(file, hasHeading ? top : null, width)
            .Select((name, i) => (Name: name, Words: new LabelWords(cells, lines[first].First + i, width, numbers.Length)))
            // A separator at the end of each line makes a column of nothing.
            .Where(column => !column.Words.AreEmpty)
            .Select(column => LabelColumn.Of(column.Name, column.Words));
        return new(form, [.. columns], row => $"in line {numbers[row]}");
    }

    private static IEnumerable<string> Words(TextLine line, LabelCells cells) =>
        Enumerable.Range(line.First, line.Count).Select(cells.Text);

    private static bool HasHeading(LabelContent file, List<TextLine> lines, string[] first, LabelCells cells)
    {
        if (lines.Count == 0)
            return false;
        var looksLikeOne = !first.Any(file.Target.IsLabelLike);
        if (file.Target.IsCount(lines.Count))
        {
            // What pandas heads a column without a name with is a label as well; with a gap below it is more likely a heading.
            if (first is ["0"] && Gap(lines) is { } gap)
                throw file.Refuse(
                    $"(text) has 0 in line {lines[0].Number}, which may be a heading, and nothing in line {gap}, where a label may be "
                        + "missing: give a label in each line, and a heading that is no number or none."
                );
            return looksLikeOne && first.All(cell => cell.Length > 0 && char.IsLetter(cell[0])) && !IsLikeNext()
                ? throw file.Refuse(
                    $"(text) has the heading \"{Sentence.Shorten(string.Join(", ", first))}\" in line {lines[0].Number} and then "
                        + $"{lines.Count - 1:N0} labels; {file.Target.Wanted()}: give one label for each."
                )
                : false;
        }
        if (file.Target.IsCount(lines.Count - 1))
            // Classes' names over several columns head one of each; over one column the name is a label too many.
            return looksLikeOne
                || IsPositions(first)
                || (first.Length > 1 && lines.Count > 1 && AreNamesOfColumns([.. Words(lines[1], cells)]));
        return looksLikeOne && lines.Count > 1;

        // A first line of words over lines of words may be a label that is misspelt; the caller then names it.
        // Classes head their columns, beside a name for the rows; a class in the row below would be a label, and so the first line's.
        bool AreNamesOfColumns(string[] next) =>
            !first.Any(LabelTarget.IsNumber) && !next.Any(cell => file.Target.ClassOf(cell) >= 0 && !LabelTarget.IsNumber(cell));

        bool IsLikeNext() => lines.Count > 1 && !Words(lines[1], cells).Any(LabelTarget.IsNumber);
    }

    /// <summary>The only line between the first and the last that holds nothing.</summary>
    private static int? Gap(List<TextLine> lines)
    {
        if (lines[^1].Number - lines[0].Number != lines.Count)
            return null;
        var after = 1;
        while (lines[after].Number == lines[after - 1].Number + 1)
            after++;
        return lines[after].Number - 1;
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
