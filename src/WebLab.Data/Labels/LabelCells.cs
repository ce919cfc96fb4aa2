namespace WebLab.Data.Labels;

/// <summary>The cells of a text, one after the other; a word that comes again is the same object.</summary>
/// <param name="most">How many there can be.</param>
internal sealed class LabelCells(int most)
{
    /// <summary>Of a column of file names, or of an index, every word is another: there remembering is in vain.</summary>
    private const int MostWords = 4_096;

    private readonly string[] _cells = new string[most];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    /// <returns>False when there is no room for more.</returns>
    public bool TryAdd(ReadOnlySpan<char> word)
    {
        if (Count == _cells.Length)
            return false;
        _cells[Count++] = Once(word);
        return true;
    }

    /// <summary>Those since a count.</summary>
    public ArraySegment<string> From(int start) => new(_cells, start, Count - start);

    private string Once(ReadOnlySpan<char> word)
    {
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (words.TryGetValue(word, out var known))
            return known;
        var added = word.ToString();
        if (_words.Count < MostWords)
            _words.Add(added);
        return added;
    }
}
