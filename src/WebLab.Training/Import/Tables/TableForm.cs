using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Text tables of features with a column of labels: one, or one for training and one for the test.</summary>
internal static class TableForm
{
    private const int PreviewRows = 100_000;

    private static readonly HashSet<string> Extensions = [".csv", ".tsv", ".tab", ".txt", ".data", ".dat"];

    public static bool IsTable(SourceEntry entry) => Extensions.Contains(entry.Extension);

    /// <exception cref="DatasetException">There is not one table, or it is not whole.</exception>
    public static TableExamples Read(SourceTree tree, ImportChoices choices, bool isPreview)
    {
        var rows = isPreview ? PreviewRows : int.MaxValue;
        var table = LabelsBeside.Find(tree, choices) is { } pair
            ? LabelsBeside.Read(pair.Features, pair.Labels, tree.Budget, choices, rows)
            : Read(Tables(tree), tree.Budget, choices, rows, needsLabel: true);
        return new(tree, table, choices with { Form = ImportForm.Table }, isText: true);
    }

    /// <summary>Reads the rows of tables with the same columns.</summary>
    public static TableData Read(
        IReadOnlyList<(SourceEntry Entry, ExampleSplit Split)> tables,
        ImportBudget budget,
        ImportChoices choices,
        int mostRows,
        bool needsLabel
    )
    {
        var first = tables[0].Entry;
        var most = budget.Limits.Columns;
        var dialect = TableDialect.Of(first, choices, most);
        var (names, rows) = Sample(first, dialect, budget);
        var uses = ColumnPlan.Of(first.Shown, names, rows, dialect.DecimalMark, choices, needsLabel);
        var data = new TableData(first.Shown, dialect, [.. names.Select((name, i) => new TableColumn(name, uses[i]))]);
        foreach (var (entry, split) in tables)
            Add(data, entry, split, budget, mostRows);
        return data.Count > 0 ? data : throw first.Refuse("has no rows.");
    }

    private static IReadOnlyList<(SourceEntry, ExampleSplit)> Tables(SourceTree tree)
    {
        SourceEntry[] tables = [.. tree.Entries.Where(IsTable)];
        if (tables.Length == 0)
            tables = [.. tree.Entries];
        if (tables.Length == 1)
            return [(tables[0], ExampleSplit.None)];
        var hasTest = tables.Any(table => SplitFolders.Split(Stem(table), true) == ExampleSplit.Test);
        (SourceEntry Entry, ExampleSplit Split)[] split = [.. tables.Select(table => (table, SplitFolders.Split(Stem(table), hasTest)))];
        return split.All(each => each.Split != ExampleSplit.None) && split.Any(each => each.Split == ExampleSplit.Train)
            ? [.. split.OrderBy(each => each.Split)]
            : throw new DatasetException(
                $"{tree.Title} has {tables.Length} tables: give one of {string.Join(", ", tables.Take(8).Select(table => table.Shown))}, "
                    + "or two named train and test."
            );
    }

    private static string Stem(SourceEntry entry) => entry.Name[..entry.Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The names of the columns and the first rows.</summary>
    public static (IReadOnlyList<string> Names, List<string[]> Rows) Sample(SourceEntry entry, TableDialect dialect, ImportBudget budget)
    {
        var text = dialect.Open(entry, budget.Limits.Bytes, budget.Limits.Columns);
        if (!text.Next())
            throw entry.Refuse("has no rows.");
        string[]? heading = null;
        if (dialect.HasHeading)
        {
            heading = text.Row();
            if (!text.Next())
                throw entry.Refuse("has a heading and no rows.");
        }
        var width = text.Count;
        if (width < 2)
            throw entry.Refuse($"has one column only; a table has features and labels, parted by one of , ; | tab space.");
        var rows = new List<string[]>();
        do
        {
            CheckWidth(entry, text, width);
            rows.Add(text.Row());
        } while (rows.Count < TableDialect.SampleRows && text.Next());
        return (Names(entry, dialect.Classes is null ? heading : null, width), rows);
    }

    /// <summary>Names that differ, with nothing in them that hides.</summary>
    public static string[] Names(SourceEntry entry, string[]? heading, int width)
    {
        if (heading is null)
            return [.. Enumerable.Range(0, width).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        // R leaves out the name of the column of row names.
        if (heading.Length == width - 1)
            heading = ["", .. heading];
        if (heading.Length != width)
            throw entry.Refuse(Sentence.Of($"has {heading.Length:N0} columns in its heading and {width:N0} in the line below."));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < width; i++)
        {
            var name = SourceEntry.Visible(heading[i].Length == 0 ? i.ToString(CultureInfo.InvariantCulture) : heading[i]);
            while (!names.Add(name))
                name += "_";
            heading[i] = name;
        }
        return heading;
    }

    private static void Add(TableData data, SourceEntry entry, ExampleSplit split, ImportBudget budget, int mostRows)
    {
        var text = data.Dialect.Open(entry, budget.Limits.Bytes, budget.Limits.Columns);
        var (columns, mark) = (data.Columns, data.Dialect.DecimalMark);
        if (data.Dialect.HasHeading)
            text.Next();
        var rows = 0;
        while (text.Next())
        {
            if (rows == mostRows)
            {
                data.IsPartial = true;
                return;
            }
            CheckWidth(entry, text, columns.Count);
            for (var i = 0; i < columns.Count; i++)
                columns[i].Add(text[i], mark, text.Line);
            data.Add(split);
            if (++rows % 1_000 == 0)
                budget.Step("reading rows", rows, 0);
            if ((long)data.Count * columns.Count * sizeof(float) > 2 * budget.Limits.SetBytes)
                throw entry.Refuse(Sentence.Of($"has more than {data.Count:N0} rows of {columns.Count:N0} columns, too many to hold."));
        }
    }

    private static void CheckWidth(SourceEntry entry, TableText text, int width)
    {
        if (text.Count != width)
            throw entry.Refuse(
                Sentence.Of(
                    $"has {text.Count:N0} cells in line {text.Line:N0} where the rows above have {width:N0}: give each row the same."
                )
            );
    }
}
