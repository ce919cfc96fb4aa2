using System.Text;

namespace WebLab.Data.Labels;

/// <summary>A line that is not blank.</summary>
/// <param name="Number">1-based, blank lines and comments counted.</param>
/// <param name="Cells">What is between the separators, without quotation marks and spaces around.</param>
internal sealed record TextLine(int Number, string[] Cells);

/// <summary>Parts a text into lines and cells.</summary>
internal static class TextLines
{
    // In this order: a line of tabs or semicolons may have commas within its numbers.
    private static readonly char[] Separators = ['\t', ';', ',', '|'];

    public static List<TextLine> Of(LabelContent file, string text)
    {
        var separator = Separator(file, text);
        var lines = new List<TextLine>();
        var (number, cells) = (0, 0);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = separator == '\t' ? line.Trim(' ') : line.Trim();
            // numpy.savetxt writes its heading as a comment.
            if (trimmed.IsWhiteSpace() || (lines.Count == 0 && trimmed.TrimStart() is ['#', ..]))
                continue;
            lines.Add(new(number, Parts(file, trimmed, separator, number)));
            if ((cells += lines[^1].Cells.Length) > LabelContent.MaxCells)
                throw file.TooMany();
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

    private static string[] Parts(LabelContent file, ReadOnlySpan<char> line, char separator, int number)
    {
        if (line.Count(separator) > LabelContent.MaxCells)
            throw file.TooMany();
        if (!line.Contains('"') && !line.Contains('\''))
            return
            [
                .. line.ToString()
                    .Split(separator, separator == ' ' ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.None)
                    .Select(part => part.Trim()),
            ];
        var cells = new List<string>();
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
        return [.. cells];

        void Close()
        {
            if (separator != ' ' || cell.Length > 0)
                cells.Add(cell.ToString().Trim());
            cell.Clear();
            isBlank = true;
        }
    }
}
