using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs.Table;

/// <summary>A row with the fields that it was read for: the columns may change before the next answer.</summary>
public sealed record ReadRow(RunRow Run, IReadOnlyList<string> Fields)
{
    /// <summary>The column's text; that of no value where the row was not read for it.</summary>
    public string Text(RunColumn column) =>
        CellText.Of(column.Field, Cell(column.Field.Name), column.EpochField is { } epoch ? Cell(epoch) : null);

    private string? Cell(string field)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (Fields[i] == field)
                return Run.Cells[i];
        }
        return null;
    }
}
