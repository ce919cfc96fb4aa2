using System.Buffers;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.LabelAudits;

/// <summary>Where the examples of a person's own set came from, by which the rows of a file find theirs: an import puts what comes class
/// by class into another order, and takes some examples out for the test.</summary>
public sealed class ExampleNames
{
    private const int LongestEnding = 5;

    // What a cell is that names no single example: no name at all, one of several examples, or of a file that is none of theirs.
    private const int NoName = -1,
        OfSeveral = -2,
        OfNone = -3;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    );

    private readonly Dictionary<string, int> _examples = new(StringComparer.Ordinal);
    private readonly HashSet<string> _endings = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _title;
    private readonly (int Train, int Test) _audited,
        _all;

    private ExampleNames(string title, (int Train, int Test) audited, IReadOnlyList<string> train, IReadOnlyList<string> test)
    {
        (_title, _audited, _all) = (title, audited, (train.Count, test.Count));
        foreach (var (example, origin) in train.Concat(test).Index())
        {
            if (EndingOf(origin) is { } ending)
                _endings.Add(ending);
            foreach (var name in NamesIn(origin))
                _examples[name] = _examples.TryGetValue(name, out var other) && other != example ? OfSeveral : example;
        }
        // The whole of one may be the end of another.
        foreach (var (example, origin) in train.Concat(test).Index())
            _examples[origin] = example;
    }

    /// <summary>What is known of a set that does not say where its examples came from.</summary>
    public static ExampleNames None { get; } = new("", default, [], []);

    /// <summary>Those of a set whose examples' origins are known; <see cref="None"/> where some are not.</summary>
    /// <param name="title">The set's name.</param>
    /// <param name="audited">How many of its first training and test examples are audited.</param>
    /// <param name="all">How many it has.</param>
    /// <param name="train">Where each of its training examples came from.</param>
    /// <param name="test">Where each of its test examples came from.</param>
    public static ExampleNames Of(
        string title,
        (int Train, int Test) audited,
        (int Train, int Test) all,
        IReadOnlyList<string> train,
        IReadOnlyList<string> test
    )
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        return (train.Count, test.Count) == all ? new(title, audited, train, test) : None;
    }

    /// <summary>Those of a set in a folder.</summary>
    /// <param name="folder">Where it lies; null for nowhere.</param>
    /// <param name="title">Its name.</param>
    /// <param name="audited">How many of its first training and test examples are audited.</param>
    /// <param name="all">How many it has.</param>
    /// <exception cref="DatasetException">The files are not what an import writes.</exception>
    public static ExampleNames Read(string? folder, string title, (int Train, int Test) audited, (int Train, int Test) all) =>
        ImportedSet.Find(folder) is null
            ? None
            : Of(
                title,
                audited,
                all,
                ImportedSet.ReadNames(folder!, all.Train),
                all.Test == 0 ? [] : ImportedSet.ReadNames(folder!, all.Test, "test")
            );

    /// <summary>Whether there are any.</summary>
    public bool AreKnown => _examples.Count > 0;

    /// <summary>What a cell names, for <see cref="Order"/>.</summary>
    /// <param name="cell">The cell of a row: a path as the import wrote it, or one with other folders before it or fewer.</param>
    public int Find(string cell)
    {
        // The longest part that is known: whoever made the file may have seen the folders from another place.
        foreach (var name in NamesIn(cell))
        {
            if (_examples.TryGetValue(name, out var example))
                return example;
        }
        return EndingOf(cell) is { } ending && _endings.Contains(ending) ? OfNone : NoName;
    }

    /// <summary>The row that each row is to be, by the order of the examples; null where the column has no names of files.</summary>
    /// <param name="shown">The file, for sentences.</param>
    /// <param name="found">What the cell of each row names.</param>
    /// <exception cref="DatasetException">They are names of other examples, or of some more than once.</exception>
    public int[]? Order(string shown, IReadOnlyList<int> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        // A column of words may name a file by chance.
        if (2 * found.Count(example => example != NoName) <= found.Count)
            return null;
        var rows = ExampleRows.Of(shown, found.Count, _title, _audited, _all);
        var (order, isTaken) = (new int[found.Count], new bool[found.Count]);
        for (var row = 0; row < order.Length; row++)
        {
            var example = found[row];
            if (example < 0)
                throw Refuse(row, $"a name that {(example == OfSeveral ? "several of its examples have" : "none of its examples has")}");
            var (isTest, index) = (example >= _all.Train, example >= _all.Train ? example - _all.Train : example);
            if (index >= (isTest ? rows.Test : rows.Train))
                throw Refuse(
                    row,
                    Sentence.Of($"the name of {(isTest ? "test" : "training")} example {index:N0}, where by their number rows are of the ")
                        + Sentence.Of($"first {rows.Train:N0} training and {rows.Test:N0} test examples")
                );
            var place = isTest ? rows.Train + index : index;
            if (isTaken[place])
                throw Refuse(row, "a name that a row before has too");
            (order[row], isTaken[place]) = (place, true);
        }
        return order;

        DatasetException Refuse(int row, string what) =>
            new(
                Sentence.Of($"{shown} has in row {row:N0} (counted from 0), of {_title}, {what}: name each row as its import named the ")
                    + "example, or put the rows in that order and leave the names out."
            );
    }

    /// <summary>The row that each row is to be, where a column numbers the rows by the names of files without their ending, as <c>7</c> of
    /// <c>7.png</c>; null where its numbers are places of examples, or nothing.</summary>
    /// <param name="shown">The file, for sentences.</param>
    /// <param name="found">What the number of each row names.</param>
    /// <param name="places">The place that each number is, from 0; null where they are none.</param>
    /// <exception cref="DatasetException">They may be both, and differ, or are names of other examples.</exception>
    public int[]? OrderOfNumbers(string shown, IReadOnlyList<int> found, int[]? places)
    {
        ArgumentNullException.ThrowIfNull(found);
        if (!AreKnown || places is null)
            return Order(shown, found);
        if (found.Any(example => example < 0) || found.Distinct().Count() < found.Count || found.SequenceEqual(places))
            return null;
        throw new DatasetException(
            $"{shown} has numbers that may be the places of {_title}'s examples as well as the names of their files, in another order: "
                + "write the names with their ending, or leave the numbers out."
        );
    }

    // The whole and what follows each folder, with its ending and without.
    private static IEnumerable<string> NamesIn(string path)
    {
        for (var rest = path.Replace('\\', '/'); rest.Length > 0; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            yield return rest;
            if (EndingOf(rest) is { } ending)
                yield return rest[..^ending.Length];
            if (!rest.Contains('/', StringComparison.Ordinal))
                yield break;
        }
    }

    private static string? EndingOf(string name)
    {
        var ending = Path.GetExtension(name);
        var isShort = ending.Length is > 1 and <= LongestEnding + 1;
        return isShort && !ending.AsSpan(1).ContainsAnyExcept(LettersAndDigits) ? ending : null;
    }
}
