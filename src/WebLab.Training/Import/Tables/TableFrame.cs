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
        var remarks = 0;
        string? last = null;
        while (line is not null && line.StartsWith('#') && remarks < MostRemarks)
        {
            (last, remarks) = (line, remarks + 1);
            line = lines.ReadLine();
        }
        // The last remark may be the heading, as NumPy writes it: it has the same separators as the line below.
        var isHeading =
            last is not null
            && line is not null
            && Separators.Any(each => Parts(last[1..], each) is > 1 and var parts && parts == Parts(line, each));
        return line is null ? new(0, null, hasReturns) : new(isHeading ? remarks - 1 : remarks, null, hasReturns);

        static int Parts(string line, char separator) =>
            line.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Length;
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
