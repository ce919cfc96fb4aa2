using WebLab.Contracts.Datasets;

namespace WebLab.Training.Import.Tables;

/// <summary>A table as it was read.</summary>
/// <param name="title">For sentences.</param>
/// <param name="dialect">How it was written.</param>
/// <param name="columns">All of its columns, equally long.</param>
internal sealed class TableData(string title, TableDialect dialect, List<TableColumn> columns)
{
    private const long MostBytes = 4_000_000_000;

    private readonly List<ExampleSplit> _splits = [];

    public string Title => title;

    public TableDialect Dialect => dialect;

    public IReadOnlyList<TableColumn> Columns => columns;

    /// <summary>The split that each row's file is for.</summary>
    public IReadOnlyList<ExampleSplit> Splits => _splits;

    public int Count => _splits.Count;

    /// <summary>Whether there are more rows than were read.</summary>
    public bool IsPartial { get; set; }

    /// <summary>Whether so many rows are more than an import holds: a table is read whole before anything of it is written.</summary>
    public bool IsTooLong(long rows, ImportLimits limits) =>
        rows * columns.Count * sizeof(float) > Math.Min(MostBytes, 2 * limits.SetBytes);

    /// <summary>Adds a column that stands in a file of its own.</summary>
    public void Add(TableColumn column) => columns.Add(column);

    public void Add(ExampleSplit split) => _splits.Add(split);

    public TableColumn? Used(ColumnUse use) => columns.FirstOrDefault(column => column.Use == use);
}
