using WebLab.Contracts.Datasets;

namespace WebLab.Training.Import.Tables;

/// <summary>One feature of a row, of a column or of one word of it.</summary>
internal sealed class FeatureColumn
{
    private readonly TableColumn _column;
    private readonly float _missing;
    private readonly int? _word;
    private readonly int[]? _ranks;

    private FeatureColumn(TableColumn column, string name, float missing, int? word, int[]? ranks = null) =>
        (_column, Name, _missing, _word, _ranks) = (column, name, missing, word, ranks);

    public string Name { get; }

    public bool IsConstant => _column.Values.IndexOfAnyExcept(_column.Values[0]) < 0;

    /// <summary>The features that a column becomes; none where it is no feature.</summary>
    /// <param name="column">The column.</param>
    /// <param name="trained">The training rows, over which means are taken.</param>
    /// <param name="isZero">Whether a missing number is zero.</param>
    public static IEnumerable<FeatureColumn> Of(TableColumn column, int[] trained, bool isZero)
    {
        switch (column.Use)
        {
            case ColumnUse.Number or ColumnUse.Date:
                yield return new(column, column.Name, isZero || column.Missing == 0 ? 0 : Mean(column, trained), null);
                break;
            case ColumnUse.Code:
                // By their order as words, so that the same table gives the same codes whatever the order of its rows.
                string[] sorted = [.. column.Words.Order(StringComparer.Ordinal)];
                int[] ranks = [.. column.Words.Select(word => Array.IndexOf(sorted, word))];
                yield return new(column, column.Name, sorted.Length, null, ranks);
                break;
            case ColumnUse.OneHot:
                foreach (
                    var (word, place) in column
                        .Words.Select((word, place) => (word, place))
                        .OrderBy(each => each.word, StringComparer.Ordinal)
                )
                    yield return new(column, $"{column.Name}={Sources.SourceEntry.Visible(word)}", 0, place);
                if (column.Missing > 0)
                    yield return new(column, $"{column.Name} is missing", 1, -1);
                break;
        }
    }

    public float At(int row)
    {
        var value = _column.Values[row];
        return float.IsNaN(value) ? _missing
            : _word is { } word
                ? value == word ? 1
                    : 0
            : _ranks is { } ranks ? ranks[(int)value]
            : value;
    }

    private static float Mean(TableColumn column, int[] rows)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
        {
            if (float.IsNaN(column.Values[row]))
                continue;
            sum += column.Values[row];
            count++;
        }
        return count == 0 ? 0 : (float)(sum / count);
    }
}
