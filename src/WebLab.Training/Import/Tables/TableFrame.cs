namespace WebLab.Training.Import.Tables;

/// <summary>What stands before the rows of a text table and between them.</summary>
/// <param name="LinesBefore">Lines before the first row: remarks that begin with #, and a spreadsheet's word on the separator.</param>
/// <param name="Separator">That word, as <c>sep=;</c> gives it; null where there is none.</param>
/// <param name="HasReturns">Whether lines end with a carriage return alone, as an old Macintosh wrote them.</param>
internal sealed record TableFrame(int LinesBefore, char? Separator, bool HasReturns)
{
    private const int MostRemarks = 1_000;

    private static readonly char[] Separators = ['\t', ';', ',', '|', ' '];

    /// <summary>The frame of a table, by its first characters.</summary>
    public static TableFrame Of(string text)
    {
        var hasReturns = text.Contains('\r', StringComparison.Ordinal) && !text.Contains('\n', StringComparison.Ordinal);
        using var lines = new StringReader(text);
        var line = lines.ReadLine();
        if (line is not null && line.Trim('"') is { Length: 5 } word && word.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return new(1, word[4], hasReturns);
        var remarks = new List<string>();
        while (line is not null && line.StartsWith('#') && remarks.Count < MostRemarks)
        {
            remarks.Add(line);
            line = lines.ReadLine();
        }
        // So many are no remarks: they are rows whose first cell begins so.
        if (line is null || line.StartsWith('#'))
            return new(0, null, hasReturns);
        // The last remark may be the heading, as NumPy writes it, or a column may be called #, or some cells begin so: such lines have the
        // same separators as the line below.
        var before = remarks.Count;
        foreach (var separator in Separators)
        {
            // Words have spaces within; only numbers are parted by them.
            var parts = separator == ' ' && !IsOfNumbers(line) ? 1 : Parts(line, separator);
            var alike = 0;
            while (parts > 1 && alike < remarks.Count && IsAlike(remarks[^(alike + 1)], separator, parts))
                alike++;
            before = Math.Min(before, remarks.Count - alike);
        }
        return new(before, null, hasReturns);
    }

    // Spaces after the mark part no cells; a tab or another separator right behind it does, and the column is called #.
    private static bool IsAlike(string remark, char separator, int parts) =>
        separator == ' ' ? Parts(remark[1..], ' ') == parts || Parts(remark, ' ') == parts : Parts(remark, separator) == parts;

    private static bool IsOfNumbers(string line)
    {
        var cells = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return cells.Count(cell => TableNumber.Parse(cell, '.') is not null || TableNumber.Parse(cell, ',') is not null) * 2 > cells.Length;
    }

    /// <summary>Cells of a line; separators in quotation marks part none, and a cell may be empty.</summary>
    private static int Parts(string line, char separator)
    {
        if (separator == ' ')
            return line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
        var (parts, isQuoted) = (1, false);
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (character == separator && !isQuoted)
                parts++;
        }
        return parts;
    }

    /// <summary>The text from the first row on, with line ends that are known.</summary>
    public TextReader Within(TextReader text)
    {
        for (var line = 0; line < LinesBefore; line++)
            text.ReadLine();
        return HasReturns ? new ReturnsAsLines(text) : text;
    }

    private sealed class ReturnsAsLines(TextReader text) : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            var read = text.Read(buffer, index, count);
            buffer.AsSpan(index, read).Replace('\r', '\n');
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                text.Dispose();
            base.Dispose(disposing);
        }
    }
}
