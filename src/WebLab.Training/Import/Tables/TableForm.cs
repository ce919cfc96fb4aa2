using System.Globalization;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Text tables of features with a column of labels: one, or one for training and one for the test.</summary>
internal static class TableForm
{
    /// <summary>What the first column is called where a heading leaves its name out, as R and pandas do for row names.</summary>
    public const string UnnamedIndex = "index";

    private const int PreviewRows = 100_000;

    // What is written for tables and nothing else goes before what may be any text.
    private static readonly HashSet<string> TableExtensions = [".csv", ".tsv", ".tab"],
        TextExtensions = [".txt", ".data", ".dat"];

    private static readonly string[] Remarks = ["readme", "license", "licence", "notice", "changelog", "citation", "requirements"];

    public static bool IsTable(SourceEntry entry) =>
        (TableExtensions.Contains(entry.Extension) || TextExtensions.Contains(entry.Extension))
        && !Remarks.Contains(Stem(entry), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is a table: by its ending, or one text without any that is parted into cells.</summary>
    public static bool Knows(SourceTree tree) =>
        tree.Entries.Any(IsTable) || (tree.Entries is [{ Extension: "" } one] && IsParted(one, tree));

    private static bool IsParted(SourceEntry entry, SourceTree tree)
    {
        try
        {
            return Sample(entry, TableDialect.Of(entry, new(), tree.Budget.Limits.Columns), tree.Budget).Rows.Count > 1;
        }
        catch (DatasetException)
        {
            // Whatever it is, it is no table.
            return false;
        }
    }

    /// <exception cref="DatasetException">There is not one table, or it is not whole.</exception>
    public static TableExamples Read(SourceTree tree, ImportChoices choices, bool isPreview)
    {
        var rows = isPreview ? PreviewRows : int.MaxValue;
        var table = LabelsBeside.Find(tree, choices) is { } pair
            ? LabelsBeside.Read(pair.Features, pair.Labels, tree, choices, rows)
            : Read(Tables(tree), tree, choices, rows, needsLabel: true);
        return new(tree, table, choices with { Form = ImportForm.Table }, isText: true);
    }

    /// <summary>Reads the rows of tables with the same columns.</summary>
    public static TableData Read(
        IReadOnlyList<(SourceEntry Entry, ExampleSplit Split)> tables,
        SourceTree tree,
        ImportChoices choices,
        int mostRows,
        bool needsLabel
    )
    {
        var (first, budget) = (tables[0].Entry, tree.Budget);
        var most = budget.Limits.Columns;
        var dialect = TableDialect.Of(first, choices, most);
        var (names, rows) = Sample(first, dialect, budget);
        tree.Columns = names;
        var uses = ColumnPlan.Of(first.Shown, names, rows, dialect.DecimalMark, choices, needsLabel);
        var data = new TableData(
            first.Shown,
            dialect,
            [
                .. names.Select(
                    (name, i) =>
                        new TableColumn(name, uses[i])
                        {
                            IsDayFirst = uses[i] == ColumnUse.Date && TableNumber.IsDayFirst([.. rows.Select(row => row[i])]),
                        }
                ),
            ]
        );
        foreach (var (entry, split) in tables)
        {
            var own = entry == first ? dialect : dialect.For(entry);
            if (TextEncoding.IsGuess(own.Encoding, choices.Encoding))
                tree.Odd.Add(
                    $"{entry.Shown} is no UTF-8 and is read as windows-1252: if letters look wrong, say its encoding, such as windows-1251."
                );
            if (TablePlaces.Of(entry, data, own, entry == first, budget) is { } places)
                Add(data, entry, own, places, split, budget, mostRows);
            else if (split != ExampleSplit.Test)
                throw entry.Refuse(
                    $"has no column {data.Used(ColumnUse.Label)!.Name}, the label, which {data.Title} has: give the rows with their labels "
                        + "in one table."
                );
            else
                tree.Odd.Add($"{entry.Shown} has no column {data.Used(ColumnUse.Label)!.Name}, the label, and is left out.");
        }
        return data.Count > 0 ? data : throw first.Refuse("has no rows.");
    }

    private static IReadOnlyList<(SourceEntry, ExampleSplit)> Tables(SourceTree tree)
    {
        SourceEntry[] all = [.. tree.Entries.Where(IsTable)];
        if (all.Length == 0)
            all = [.. tree.Entries];
        SourceEntry[] tables = [.. all.Where(entry => TableExtensions.Contains(entry.Extension))];
        if (tables.Length == 0)
            tables = all;
        // Beside tables for training and the test others are something else, such as an answer to fill in.
        if (tables.Any(table => SplitFolders.Named(Stem(table), true) == ExampleSplit.Train))
            tables = [.. tables.Where(table => SplitFolders.Named(Stem(table), true) != ExampleSplit.None)];
        foreach (var other in all.Except(tables))
            tree.Odd.Add($"{other.Shown} is left out.");
        if (tables.Length == 1)
            return [(tables[0], ExampleSplit.None)];
        var hasTest = tables.Any(table => SplitFolders.Named(Stem(table), true) == ExampleSplit.Test);
        (SourceEntry Entry, ExampleSplit Split)[] split = [.. tables.Select(table => (table, SplitFolders.Named(Stem(table), hasTest)))];
        return split.All(each => each.Split != ExampleSplit.None) && split.Any(each => each.Split == ExampleSplit.Train)
            ? [.. split.OrderBy(each => each.Split)]
            : throw new DatasetException(
                $"{tree.Title} has {tables.Length} tables: give one of {string.Join(", ", tables.Take(8).Select(table => table.Shown))}, "
                    + "or two named train and test."
            );
    }

    private static string Stem(SourceEntry entry) => entry.Name.Split('.')[0];

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
        // NumPy's remark of names that spaces part: its mark is no name.
        if (heading.Length == width + 1 && heading[0] == "#")
            heading = heading[1..];
        // R leaves out the name of the column of row names.
        if (heading.Length == width - 1)
            heading = ["", .. heading];
        // NumPy writes a heading as a remark.
        heading[0] = heading[0].TrimStart('#', ' ');
        if (heading[0].Length == 0 && !heading.Contains(UnnamedIndex, StringComparer.OrdinalIgnoreCase))
            heading[0] = UnnamedIndex;
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

    private static void Add(
        TableData data,
        SourceEntry entry,
        TableDialect dialect,
        int[] places,
        ExampleSplit split,
        ImportBudget budget,
        int mostRows
    )
    {
        var text = dialect.Open(entry, budget.Limits.Bytes, budget.Limits.Columns);
        var (columns, mark) = (data.Columns, dialect.DecimalMark);
        if (dialect.HasHeading)
            text.Next();
        var rows = 0;
        while (text.Next())
        {
            if (rows == mostRows)
            {
                data.IsPartial = true;
                return;
            }
            CheckWidth(entry, text, places.Length);
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] >= 0)
                    columns[places[i]].Add(text[i], mark, text.Line);
            }
            data.Add(split);
            if (++rows % 1_000 == 0)
                budget.Step("reading rows", rows, 0);
            if (data.IsTooLong(data.Count, budget.Limits))
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

/// <summary>A table of features.</summary>
internal sealed class TableReader : ImportReader
{
    public override ImportForm Form => ImportForm.Table;

    public override int Place => 80;

    public override IReadOnlyList<string> Choices => [.. OfColumns, .. OfText, "missing", .. OfSplit];

    public override bool Knows(SourceTree tree) => TableForm.Knows(tree);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) =>
        TableForm.Read(tree, choices, isPreview);
}
