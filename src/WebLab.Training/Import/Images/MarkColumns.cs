using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import.Images;

/// <summary>The labels of a table's rows: what its columns are called, and the word of each row, null where there is none.</summary>
internal sealed record RowLabels(string Name, Func<int, string?> At)
{
    public static RowLabels Of(TableColumn column) =>
        new(column.Name, row => float.IsNaN(column.Values[row]) ? null : column.Words[(int)column.Values[row]]);
}

/// <summary>Labels as a column for each class, of which one has a 1 in each row and all others a 0.</summary>
internal static class MarkColumns
{
    /// <summary>The columns beside the one of files that are such; null where they are not.</summary>
    public static IReadOnlyList<string>? Find(SourceTree tree, SourceEntry table, string files)
    {
        var dialect = TableDialect.Of(table, new(), tree.Budget.Limits.Columns);
        var (names, rows) = TableForm.Sample(table, dialect, tree.Budget);
        int[] marks =
        [
            .. Enumerable.Range(0, names.Count).Where(i => names[i] != files && rows.TrueForAll(row => Mark(row[i]) is not null)),
        ];
        // Beside a column that is called the label they are something else, such as is_train and is_test.
        return !names.Any(ColumnPlan.IsCalledLabel)
            && marks.Length >= 2
            && rows.TrueForAll(row => marks.Sum(i => Mark(row[i])) == 1)
            ? [.. marks.Select(i => names[i])]
            : null;

        double? Mark(string cell) => TableNumber.Parse(cell, dialect.DecimalMark) is { } value && value is 0 or 1 ? value : null;
    }

    /// <summary>The labels that the columns say.</summary>
    public static RowLabels Read(TableData table, IReadOnlyList<string> names)
    {
        TableColumn[] columns = [.. names.Select(name => table.Columns.First(column => column.Name == name))];
        return new(string.Join(", ", names), row =>
            columns.Count(column => column.Values[row] == 1) == 1 ? columns.First(column => column.Values[row] == 1).Name : null
        );
    }
}
