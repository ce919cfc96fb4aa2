using System.Text;

namespace WebLab.Contracts;

/// <summary>Writes tables for LaTeX, with the rules of the package booktabs.</summary>
public static class Latex
{
    /// <summary>Text in which no character is a command.</summary>
    /// <param name="text">Any text.</param>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
            safe.Append(
                c switch
                {
                    '\\' => @"\textbackslash{}",
                    '{' or '}' or '$' or '&' or '#' or '%' or '_' => $"\\{c}",
                    '~' => @"\textasciitilde{}",
                    '^' => @"\textasciicircum{}",
                    '<' => @"\textless{}",
                    '>' => @"\textgreater{}",
                    '"' => @"\textquotedbl{}",
                    '·' => @"\textperiodcentered{}",
                    '×' => @"$\times$",
                    '±' => @"$\pm$",
                    _ when char.IsControl(c) => " ",
                    _ => c.ToString(),
                }
            );
        return safe.ToString();
    }

    /// <summary>A number with four digits; the very small and the very large as a power of ten.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "--"
                : value > 0 ? @"$\infty$"
                : @"$-\infty$";
        if (value != 0 && Math.Abs(value) is < 1e-3 or >= 1e7)
        {
            var exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
            return Sentence.Of($"${value / Math.Pow(10, exponent):0.###} \\times 10^{{{exponent}}}$");
        }
        return Math.Abs(value) >= 1_000 && value == Math.Round(value) ? Sentence.Of($"{value:0}") : Sentence.Of($"{value:0.####}");
    }

    /// <summary>The lines of a table.</summary>
    /// <param name="columns">The headings, which are escaped here, and whether the column holds numbers.</param>
    /// <param name="rows">The cells, which are written as they are.</param>
    public static IEnumerable<string> Table(IReadOnlyList<(string Heading, bool IsNumber)> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        yield return @"% Needs \usepackage{booktabs} and \usepackage[T1]{fontenc}.";
        yield return $"\\begin{{tabular}}{{{string.Concat(columns.Select(column => column.IsNumber ? 'r' : 'l'))}}}";
        yield return @"\toprule";
        yield return Row(columns.Select(column => Text(column.Heading)));
        yield return @"\midrule";
        foreach (var row in rows)
            yield return Row(row);
        yield return @"\bottomrule";
        yield return @"\end{tabular}";
    }

    private static string Row(IEnumerable<string> cells) => string.Join(" & ", cells) + @" \\";
}
