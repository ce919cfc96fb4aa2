namespace WebLab.Data.LabelAudits;

/// <summary>What the columns of words of a file say of its rows, each of which may be the names of the examples' files.</summary>
/// <param name="names">The names of the examples.</param>
internal sealed class NamedRows(ExampleNames names)
{
    /// <summary>How many columns of words are looked at.</summary>
    public const int MostColumns = 8;

    private readonly List<List<int>> _found = [];
    private readonly List<int> _numbers = [];

    /// <summary>Takes in the next cell of a column of words.</summary>
    /// <param name="column">Which of these columns.</param>
    /// <param name="cell">The cell.</param>
    public void Add(int column, string cell)
    {
        if (!names.AreKnown || column >= MostColumns)
            return;
        while (_found.Count <= column)
            _found.Add([]);
        _found[column].Add(names.Find(cell));
    }

    /// <summary>Takes in the next cell of a column of numbers, which may be names without their ending.</summary>
    /// <param name="cell">The cell.</param>
    public void AddNumber(string cell)
    {
        if (names.AreKnown)
            _numbers.Add(names.Find(cell));
    }

    /// <summary>Forgets the first of them, which was the column's name.</summary>
    public void ForgetFirstNumber() => _numbers.RemoveRange(0, Math.Min(1, _numbers.Count));

    /// <summary>The row that each row is to be by the column of numbers; null where these are places, or nothing.</summary>
    /// <param name="shown">The file, for sentences.</param>
    /// <param name="places">The place that each number is; null where they are none.</param>
    /// <exception cref="Datasets.DatasetException">They may be both, and differ, or are names of other examples.</exception>
    public int[]? OrderOfNumbers(string shown, int[]? places) => names.OrderOfNumbers(shown, _numbers, places);

    /// <summary>The row that each row is to be; null where no column names the examples.</summary>
    /// <param name="shown">The file, for sentences.</param>
    /// <exception cref="Datasets.DatasetException">A column names other examples, or some more than once.</exception>
    public int[]? Order(string shown) => _found.Select(column => names.Order(shown, column)).FirstOrDefault(order => order is not null);
}
