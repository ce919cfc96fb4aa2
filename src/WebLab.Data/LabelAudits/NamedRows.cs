namespace WebLab.Data.LabelAudits;

/// <summary>What the columns of words of a file say of its rows, each of which may be the names of the examples' files.</summary>
/// <param name="names">The names of the examples.</param>
internal sealed class NamedRows(ExampleNames names)
{
    /// <summary>How many columns of words are looked at.</summary>
    public const int MostColumns = 8;

    private readonly List<List<int>> _found = [];

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

    /// <summary>The row that each row is to be; null where no column names the examples.</summary>
    /// <param name="shown">The file, for sentences.</param>
    /// <exception cref="Datasets.DatasetException">A column names other examples, or some more than once.</exception>
    public int[]? Order(string shown) => _found.Select(column => names.Order(shown, column)).FirstOrDefault(order => order is not null);
}
