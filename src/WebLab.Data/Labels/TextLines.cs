using System.Text;
using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>A line that is not blank.</summary>
/// <param name="Number">1-based, blank lines and comments counted.</param>
/// <param name="Cells">What is between the separators, without quotation marks and spaces around.</param>
internal readonly record struct TextLine(int Number, ArraySegment<string> Cells);

/// <summary>Parts a text into lines and cells.</summary>
internal static class TextLines
{
    // In this order: a line of tabs or semicolons may have commas within its numbers.
    private static readonly char[] Separators = ['\t', ';', ',', '|'];

    public static List<TextLine> Of(LabelContent file, string text)
    {
        var separator = Separator(file, text);
        var most = 0;
        foreach (var _ in text.AsSpan().EnumerateLines())
            most++;
        var lines = new List<TextLine>(Math.Min(most, file.Target.MostLines + 1));
        // All cells in one array, and each word once: two million objects for ten digits would take ten times what the file has.
        var cells = new LabelCells(Math.Min(most + text.AsSpan().Count(separator), LabelContent.MaxCells));
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = separator == '\t' ? line.Trim(' ') : line.Trim();
            // numpy.savetxt writes its heading as a comment.
            if (trimmed.IsWhiteSpace() || (lines.Count == 0 && trimmed.TrimStart() is ['#', ..]))
                continue;
            if (lines.Count == file.Target.MostLines)
                throw file.Refuse(
                    Sentence.Of(
                        $"(text) has more than {file.Target.MostLines:N0} lines; {file.Target.Wanted()}: take out what is too many."
                    )
                );
            var start = cells.Count;
            Part(file, trimmed, separator, number, cells);
            lines.Add(new(number, cells.From(start)));
        }
        return lines;
    }

    // The first lines decide: a heading may have none where the rows have one.
    private static char Separator(LabelContent file, string text)
    {
        var looked = 0;
        var (hasSpaces, found) = (true, '\0');
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IsWhiteSpace() || line.TrimStart() is ['#', ..])
                continue;
            var rest = Unquoted(line.Trim());
            foreach (var separator in Separators)
            {
                if (rest.Contains(separator) && (found == '\0' || Array.IndexOf(Separators, separator) < Array.IndexOf(Separators, found)))
                    found = separator;
            }
            // Names of classes and of columns may have spaces in them; numbers have not.
            if (looked > 0 || file.Target.IsLabelLike(rest.Split(' ')[0]))
                hasSpaces &= rest.Contains(' ') && rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(file.Target.IsLabelLike);
            if (++looked == 3)
                break;
        }
        return found != '\0' ? found
            : hasSpaces ? ' '
            : '\0';
    }

    private static string Unquoted(ReadOnlySpan<char> line)
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

    private static void Part(LabelContent file, ReadOnlySpan<char> line, char separator, int number, LabelCells cells)
    {
        if (!line.Contains('"') && !line.Contains('\''))
        {
            foreach (var range in line.Split(separator))
            {
                var part = line[range].Trim();
                if (separator != ' ' || part.Length > 0)
                    Add(part);
            }
            return;
        }
        var cell = new StringBuilder();
        char? quote = null;
        var isBlank = true;
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (quote is { } open && character == open)
            {
                // Twice is the mark itself.
                if (i + 1 < line.Length && line[i + 1] == open)
                    cell.Append(line[++i]);
                else
                    quote = null;
            }
            else if (quote is null && character == separator)
                Close();
            else if (quote is null && isBlank && (character is '"' or '\''))
                (quote, isBlank) = (character, false);
            else
            {
                cell.Append(character);
                isBlank &= char.IsWhiteSpace(character);
            }
        }
        if (quote is not null)
            throw file.Refuse($"(text) has a quotation mark in line {number} that is not closed.");
        Close();

        void Close()
        {
            if (separator != ' ' || cell.Length > 0)
                Add(cell.ToString().AsSpan().Trim());
            cell.Clear();
            isBlank = true;
        }

        void Add(ReadOnlySpan<char> word)
        {
            if (!cells.TryAdd(word))
                throw file.TooMany();
        }
    }
}
