using WebLab.Contracts.Datasets;

namespace WebLab.Training.Import.Tables;

/// <summary>One column of a table as it is read: numbers, or places of words in a list of those that there are.</summary>
/// <param name="name">Its heading, or its number.</param>
/// <param name="use">How it is used.</param>
internal sealed class TableColumn(string name, ColumnUse use)
{
    /// <summary>Words that a category may have; one with more is no category.</summary>
    public const int MostWords = 1_000;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private float[] _values = [];
    private int _count;

    public string Name => name;

    public ColumnUse Use { get; set; } = use;

    /// <summary>Whether its dates with strokes have the day before the month.</summary>
    public bool IsDayFirst { get; init; }

    /// <summary>A value a row: a number, or the place of a word; NaN where it is missing.</summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _count);

    public IReadOnlyList<string> Words => _words;

    public int Missing { get; private set; }

    /// <summary>Cells that are no number, or none that a float holds, and count as missing.</summary>
    public int Unreadable { get; private set; }

    public string? FirstUnreadable { get; private set; }

    /// <summary>Whether it has more words than a category has; what it holds then means nothing.</summary>
    public bool HasTooManyWords { get; private set; }

    /// <summary>Distinct values among the first rows.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public bool IsWords => Use is ColumnUse.OneHot or ColumnUse.Code or ColumnUse.Label or ColumnUse.Split or ColumnUse.File;

    public void Add(ReadOnlySpan<char> cell, char mark, long line)
    {
        if (_count < TableDialect.SampleRows)
            Seen.Add(cell.ToString());
        if (_count == _values.Length)
            Array.Resize(ref _values, Math.Max(1_024, 2 * _count));
        var value = Use == ColumnUse.LeaveOut ? 0 : Read(cell, mark, line);
        if (float.IsNaN(value))
            Missing++;
        _values[_count++] = value;
    }

    public void Add(float value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, Math.Max(1_024, 2 * _count));
        if (float.IsNaN(value))
            Missing++;
        _values[_count++] = value;
    }

    private float Read(ReadOnlySpan<char> cell, char mark, long line)
    {
        if (Use == ColumnUse.Label ? TableNumber.IsMissingLabel(cell) : TableNumber.IsMissing(cell))
            return float.NaN;
        if (IsWords)
            return Place(cell);
        var number = Use == ColumnUse.Date ? TableNumber.Date(cell, IsDayFirst) : TableNumber.Parse(cell, mark);
        if (number is { } value && float.IsFinite((float)value))
            return (float)value;
        Unreadable++;
        FirstUnreadable ??= $"{Sources.SourceEntry.Visible(cell.ToString())} in line {line}";
        return float.NaN;
    }

    // Files are as many as rows; everything else that has very many words is no category.
    private float Place(ReadOnlySpan<char> cell)
    {
        var lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cell, out var place))
            return place;
        if (_words.Count == MostWords && Use != ColumnUse.File)
        {
            HasTooManyWords = true;
            return 0;
        }
        var word = cell.ToString();
        _places.Add(word, _words.Count);
        _words.Add(word);
        return _words.Count - 1;
    }
}
