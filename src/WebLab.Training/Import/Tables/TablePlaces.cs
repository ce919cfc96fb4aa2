using WebLab.Contracts.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Which column of a table each column of a further one goes into, by their headings: they may stand in another order.</summary>
internal static class TablePlaces
{
    /// <summary>The place of each of the table's columns, -1 for one that is left out; null for a table without the labels.</summary>
    /// <exception cref="Data.Datasets.DatasetException">It lacks a column.</exception>
    public static int[]? Of(SourceEntry entry, TableData data, TableDialect dialect, bool isFirst, ImportBudget budget)
    {
        if (isFirst || !dialect.HasHeading || dialect.Classes is not null)
            return [.. Enumerable.Range(0, data.Columns.Count)];
        var names = TableForm.Sample(entry, dialect, budget).Names.ToList();
        var places = new int[names.Count];
        Array.Fill(places, -1);
        for (var column = 0; column < data.Columns.Count; column++)
        {
            var (name, use) = (data.Columns[column].Name, data.Columns[column].Use);
            if (names.IndexOf(name) is >= 0 and var place)
                places[place] = column;
            else if (use == ColumnUse.Label)
                return null;
            else
                throw entry.Refuse($"has no column {name}, which {data.Title} has: give both the same columns.");
        }
        return places;
    }
}
