using System.Globalization;
using WebLab.Contracts;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Table;

/// <summary>Which columns the table has, in which order and how wide. The run's name is always the first.</summary>
public sealed class ColumnLayout
{
    private const int MaxColumns = 25;

    private readonly List<RunColumn> _columns;

    private ColumnLayout(IEnumerable<RunColumn> columns) => _columns = [.. columns];

    public static ColumnLayout Default { get; } = Parse("name,status,model,noise-rate,train.acc,test.acc,test.best,memorised,tag,created")!;

    public IReadOnlyList<RunColumn> Columns => _columns;

    /// <summary>Whether a narrow screen has the column too: it has room for two measures, the first of those that were chosen.</summary>
    public bool Leads(RunColumn column) => _columns.Where(each => each.IsMeasure).Take(2).Contains(column);

    /// <summary>With the places of the tick and of the menu.</summary>
    public int FullWidth => _columns.Sum(column => column.Width) + 36 + 56;

    /// <summary>Reads what <see cref="ToString"/> wrote; unknown fields are passed over. Null when nothing is left.</summary>
    public static ColumnLayout? Parse(string? text)
    {
        var columns = new List<RunColumn>();
        foreach (
            var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxColumns)
        )
        {
            var pieces = part.Split('*');
            if (RunFields.Find(pieces[0]) is not { } field || columns.Any(column => column.Field == field))
                continue;
            var column = RunColumn.Of(field);
            columns.Add(
                pieces.Length > 1 && int.TryParse(pieces[1], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
                    ? Sized(column, width)
                    : column
            );
        }
        if (columns.Count == 0)
            return null;
        var name = columns.FirstOrDefault(column => column.Field.Name == "name") ?? RunColumn.Of(RunFields.Find("name")!);
        return new([name, .. columns.Where(column => column.Field.Name != "name")]);
    }

    public bool Has(RunField field) => _columns.Any(column => column.Field == field);

    public ColumnLayout With(RunField field) =>
        Has(field) || _columns.Count == MaxColumns ? this : new(_columns.Append(RunColumn.Of(field)));

    public ColumnLayout Without(RunField field) => new(_columns.Where(column => column.Field != field || column.Field.Name == "name"));

    /// <summary>Moves a column by some places; none goes before the name.</summary>
    public ColumnLayout Move(RunField field, int places)
    {
        var at = _columns.FindIndex(column => column.Field == field);
        if (at < 1)
            return this;
        var moved = new List<RunColumn>(_columns);
        moved.RemoveAt(at);
        moved.Insert(Math.Clamp(at + places, 1, moved.Count), _columns[at]);
        return new(moved);
    }

    /// <summary>Puts a column into the place of another.</summary>
    public ColumnLayout MoveTo(RunField field, RunField other) =>
        Move(field, _columns.FindIndex(column => column.Field == other) - _columns.FindIndex(column => column.Field == field));

    public ColumnLayout Resize(string name, int width) =>
        new(_columns.Select(column => column.Field.Name == name ? Sized(column, width) : column));

    /// <summary>Names with commas between; a width follows after a star where it is not the usual one.</summary>
    public override string ToString() =>
        string.Join(
            ',',
            _columns.Select(column =>
                column.Width == RunColumn.Of(column.Field).Width ? column.Field.Name : Sentence.Of($"{column.Field.Name}*{column.Width}")
            )
        );

    private static RunColumn Sized(RunColumn column, int width) =>
        column with
        {
            Width = Math.Clamp(width, RunColumn.MinWidth, RunColumn.MaxWidth),
        };
}
