using System.Buffers;
using System.Text;
using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>A line that is not blank.</summary>
/// <param name="Number">1-based, blank lines and comments counted.</param>
/// <param name="First">The first of its cells, without quotation marks and spaces around.</param>
/// <param name="Count">How many it has.</param>
internal readonly record struct TextLine(int Number, int First, int Count);

/// <summary>Parts a text, as UTF-8, into lines and cells.</summary>
internal static class TextLines
{
    // Of a longer line so much decides which separator it has.
    private const int Looked = 10_000;

    // In this order: a line of tabs or semicolons may have commas within its numbers.
    private static readonly char[] Separators = ['\t', ';', ',', '|'];

    // What a line can end with begins with one of these.
    private static readonly SearchValues<byte> Ends = SearchValues.Create([(byte)'\r', (byte)'\n', 0xC2, 0xE2]);

    public static (List<TextLine> Lines, LabelCells Cells) Of(LabelContent file, ReadOnlySpan<byte> text)
    {
        var separator = (byte)Separator(file, text);
        var lines = new List<TextLine>(Math.Min(text.Count((byte)'\n') + text.Count((byte)'\r') + 1, file.Target.MostLines + 1));
        var cells = new LabelCells(file, text.Length);
        var number = 0;
        while (!text.IsEmpty)
        {
            number++;
            var line = Next(ref text);
            line = separator == '\t' ? line.Trim((byte)' ') : LabelCells.Trim(line);
            if (LabelCells.Trim(line) is [] || (lines.Count == 0 && IsRemark(file, LabelCells.Trim(line))))
                continue;
            if (lines.Count == file.Target.MostLines)
                throw file.Refuse(
                    Sentence.Of(
                        $"(text) has more than {file.Target.MostLines:N0} lines; {file.Target.Wanted()}: take out what is too many."
                    )
                );
            var first = cells.Count;
            Part(file, line, separator, number, cells);
            lines.Add(new(number, first, cells.Count - first));
        }
        return (lines, cells);
    }

    // numpy.savetxt writes its heading as a comment, a spreadsheet what parts its cells; but a class may be called #1.
    private static bool IsRemark(LabelContent file, ReadOnlySpan<byte> line) =>
        (line is [(byte)'#', ..] && file.Target.ClassOf(line) < 0) || (line.Length == 5 && Ascii.EqualsIgnoreCase(line[..4], "sep="u8));

    /// <summary>The next line of a text, which is then what follows it.</summary>
    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> text)
    {
        for (var at = 0; text[at..].IndexOfAny(Ends) is >= 0 and var until; at++)
        {
            at += until;
            var length = text[at..] switch
            {
                [(byte)'\r', (byte)'\n', ..] => 2,
                [(byte)'\r' or (byte)'\n', ..] => 1,
                // Unicode's next line, and its separators of lines and paragraphs.
                [0xC2, 0x85, ..] => 2,
                [0xE2, 0x80, 0xA8 or 0xA9, ..] => 3,
                _ => 0,
            };
            if (length == 0)
                continue;
            var line = text[..at];
            text = text[(at + length)..];
            return line;
        }
        var last = text;
        text = default;
        return last;
    }

    // The first lines decide: a heading may have none where the rows have one.
    private static char Separator(LabelContent file, ReadOnlySpan<byte> text)
    {
        var looked = 0;
        var (hasSpaces, found) = (true, '\0');
        while (!text.IsEmpty && looked < 3)
        {
            var line = Beginning(Next(ref text)).Trim();
            if (line is [] || IsRemark(file, Encoding.UTF8.GetBytes(line)))
                continue;
            var rest = Unquoted(line);
            foreach (var separator in Separators)
            {
                if (rest.Contains(separator) && (found == '\0' || Array.IndexOf(Separators, separator) < Array.IndexOf(Separators, found)))
                    found = separator;
            }
            // Names of classes and of columns may have spaces in them; numbers have not.
            if (looked > 0 || file.Target.IsLabelLike(rest.Split(' ')[0]))
                hasSpaces &= rest.Contains(' ') && rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(file.Target.IsLabelLike);
            looked++;
        }
        return found != '\0' ? found
            : hasSpaces ? ' '
            : '\0';
    }

    private static string Beginning(ReadOnlySpan<byte> line)
    {
        if (line.Length <= Looked)
            return Encoding.UTF8.GetString(line);
        var beginning = line[..Looked];
        // Up to its last space: a number that is cut there is another one.
        return Encoding.UTF8.GetString(beginning.LastIndexOf((byte)' ') is > 0 and var space ? beginning[..space] : beginning);
    }

    private static string Unquoted(string line)
    {
        var kept = new StringBuilder();
        var isQuoted = false;
        foreach (var character in line)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            else if (!isQuoted)
                kept.Append(character);
        }
        return kept.ToString();
    }

    private static void Part(LabelContent file, ReadOnlySpan<byte> line, byte separator, int number, LabelCells cells)
    {
        var unlessEmpty = separator == ' ';
        if (!line.ContainsAny((byte)'"', (byte)'\''))
        {
            foreach (var range in line.Split(separator))
                cells.Add(line[range], unlessEmpty);
            return;
        }
        byte? quote = null;
        var (isBlank, mayBeMarked) = (true, false);
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (quote is { } open && letter == open)
            {
                // Twice is the mark itself.
                if (i + 1 < line.Length && line[i + 1] == open)
                    cells.Append(line[++i]);
                else
                    quote = null;
            }
            else if (quote is null && letter == separator)
                Close();
            else if (quote is null && isBlank && (letter is (byte)'"' or (byte)'\''))
                (quote, isBlank, mayBeMarked) = (letter, false, letter == '"');
            // With it the lab, as others do, keeps a spreadsheet from taking the cell for a formula.
            else if (mayBeMarked && letter == '\'' && BeginsFormula(line[(i + 1)..]))
                mayBeMarked = false;
            else
            {
                cells.Append(letter);
                var isSpace = letter is (byte)' ' or (byte)'\t';
                isBlank &= isSpace;
                mayBeMarked &= isSpace;
            }
        }
        if (quote is not null)
            throw file.Refuse($"(text) has a quotation mark in line {number} that is not closed.");
        Close();

        void Close()
        {
            cells.Close(unlessEmpty);
            (isBlank, mayBeMarked) = (true, false);
        }
    }

    // The same signs as Csv's, of which the last four are full-width.
    private static bool BeginsFormula(ReadOnlySpan<byte> text) =>
        text is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@', ..] or [0xEF, 0xBC, 0x9D or 0x8B or 0x8D or 0xA0, ..];
}
