using WebLab.Contracts.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Columns whose numbers all have three digits behind one mark, as 1.234, in a table that nowhere tells whether that is a fraction
/// or thousands.</summary>
internal static class ThousandsOrFractions
{
    private const int Fewest = 3;

    /// <summary>A sentence for each.</summary>
    public static IEnumerable<string> Of(TableData table)
    {
        TableColumn[] numbers = [.. table.Columns.Where(column => column.Use == ColumnUse.Number)];
        var mark = table.Dialect.DecimalMark;
        if (numbers.Any(column => column.Seen.Any(cell => cell.Contains(mark) && !TableDialect.MayBeThousands(cell))))
            yield break;
        foreach (var column in numbers)
        {
            string[] marked = [.. column.Seen.Where(cell => cell.AsSpan().ContainsAny('.', ','))];
            if (marked.Length < Fewest || !Array.TrueForAll(marked, TableDialect.MayBeThousands))
                continue;
            var isFraction = marked[0].Contains(mark);
            // Where commas part the cells, a point is what it looks like.
            if (!isFraction || table.Dialect.Separator != ',')
                yield return $"The column {column.Name} has three digits behind the mark in each cell, such as "
                    + $"{SourceEntry.Visible(marked[0])}, and is read as {(isFraction ? "fractions" : "thousands")}: choose the decimal "
                    + "mark if that is wrong.";
        }
    }
}
