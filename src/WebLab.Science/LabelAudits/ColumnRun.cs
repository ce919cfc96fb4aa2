namespace WebLab.Science.LabelAudits;

/// <summary>Neighbouring columns of a table that an import made of one text column, a column of zeros and ones of each word; or a single
/// other column.</summary>
/// <param name="Name">The text column's name, or the single column's.</param>
/// <param name="First">The place of the first, from 0.</param>
/// <param name="Words">The words, null for that of a missing one; none of a single column.</param>
public sealed record ColumnRun(string Name, int First, IReadOnlyList<string?> Words)
{
    private const string Missing = " is missing";

    /// <summary>The runs of a table's columns, by their names.</summary>
    /// <param name="names">The columns.</param>
    public static IReadOnlyList<ColumnRun> Of(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var runs = new List<ColumnRun>();
        for (var first = 0; first < names.Count;)
        {
            var sign = names[first].IndexOf('=', StringComparison.Ordinal);
            var name = sign > 0 ? names[first][..sign] : names[first];
            var words = new List<string?>();
            while (sign > 0 && first + words.Count < names.Count && IsWord(names[first + words.Count], name, out var word))
                words.Add(word);
            runs.Add(words.Count > 1 ? new(name, first, words) : new(names[first], first, []));
            first += Math.Max(words.Count, 1);
        }
        return runs;
    }

    /// <summary>What a row says in these columns: a word and no number for a text column; the single column's number.</summary>
    /// <param name="row">The row's values.</param>
    /// <returns>The word, null where it is missing; and the number, null where a word is told.</returns>
    public (string? Word, float? Number) In(IReadOnlyList<float> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Words.Count == 0 ? (null, row[First]) : (Words[Enumerable.Range(0, Words.Count).MaxBy(i => row[First + i])], null);
    }

    private static bool IsWord(string column, string name, out string? word)
    {
        var isWord = column.StartsWith($"{name}=", StringComparison.Ordinal);
        word = isWord ? column[(name.Length + 1)..] : null;
        return isWord || column == name + Missing;
    }
}
