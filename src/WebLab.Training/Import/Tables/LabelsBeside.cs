using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Tables;

/// <summary>Features in one table and, row by row, their labels in another of one column, as scikit-learn's diabetes set is.</summary>
internal static class LabelsBeside
{
    public static (SourceEntry Features, SourceEntry Labels)? Find(SourceTree tree, ImportChoices choices)
    {
        SourceEntry[] tables = [.. tree.Entries.Where(TableForm.IsTable)];
        if (tables.Length != 2 || choices.LabelColumn is not null)
            return null;
        var (first, second) = (IsNarrow(tables[0], tree.Budget), IsNarrow(tables[1], tree.Budget));
        return (first, second) switch
        {
            (false, true) => (tables[0], tables[1]),
            (true, false) => (tables[1], tables[0]),
            _ => null,
        };
    }

    public static TableData Read(SourceEntry features, SourceEntry labels, SourceTree tree, ImportChoices choices, int mostRows)
    {
        var data = TableForm.Read([(features, ExampleSplit.None)], tree, choices, mostRows, needsLabel: false);
        var column = new TableColumn("label", ColumnUse.Label);
        var text = Open(labels, tree.Budget);
        var hasHeading = data.Dialect.HasHeading;
        var rows = 0;
        while (text.Next())
        {
            // pandas numbers columns without names: in both files that is one row more, with a label that is none.
            if (text.Line == 1 && choices.HasHeading is null && text[0] is "0" && IsNumbered(data))
                throw new ImportChoiceException(
                    "hasHeading",
                    $"{features.Shown} begins with 0, 1 and so on and {labels.Shown} with 0, which may be headings as well as values: say "
                        + "whether the first line is a heading."
                );
            if (hasHeading && text.Line == 1)
                continue;
            if (rows < data.Count)
                column.Add(text[0], '.', text.Line);
            rows++;
        }
        if (data.IsPartial ? rows < data.Count : rows != data.Count)
            throw labels.Refuse(Sentence.Of($"has {rows:N0} labels; {features.Shown} has {data.Count:N0} rows: give one label for each."));
        data.Add(column);
        return data;
    }

    private static bool IsNumbered(TableData data) =>
        !data.Dialect.HasHeading
        && data.Columns.Select((column, i) => column.Use == ColumnUse.Number && column.Values[0] == i).All(isPlace => isPlace);

    private static bool IsNarrow(SourceEntry table, ImportBudget budget)
    {
        try
        {
            var text = TableDialect.Of(table, new(), budget.Limits.Columns).Open(table, budget.Limits.Bytes, budget.Limits.Columns);
            return text.Next() && text.Count == 1;
        }
        catch (DatasetException)
        {
            // It is refused where it is read.
            return false;
        }
    }

    private static TableText Open(SourceEntry labels, ImportBudget budget) =>
        TableDialect
            .Of(labels, new() { HasHeading = false }, budget.Limits.Columns)
            .Open(labels, budget.Limits.Bytes, budget.Limits.Columns);
}
