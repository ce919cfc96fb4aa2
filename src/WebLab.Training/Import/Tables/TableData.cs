namespace WebLab.Training.Import.Tables;

/// <summary>A table as it was read.</summary>
/// <param name="title">For sentences.</param>
/// <param name="dialect">How it was written.</param>
/// <param name="columns">All of its columns, equally long.</param>
internal sealed class TableData(string title, TableDialect dialect, List<TableColumn> columns)
{
    private readonly List<ExampleSplit> _splits = [];

    public string Title => title;

    public TableDialect Dialect => dialect;

    public IReadOnlyList<TableColumn> Columns => columns;

    /// <summary>The split that each row's file is for.</summary>
    public IReadOnlyList<ExampleSplit> Splits => _splits;

    public int Count => _splits.Count;

    /// <summary>Whether there are more rows than were read.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Adds a column that stands in a file of its own.</summary>
    public void Add(TableColumn column) => columns.Add(column);

    public void Add(ExampleSplit split) => _splits.Add(split);

    public TableColumn? Used(Contracts.Datasets.ColumnUse use) => columns.FirstOrDefault(column => column.Use == use);
}
