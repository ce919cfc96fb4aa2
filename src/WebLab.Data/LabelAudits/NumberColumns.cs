using System.Globalization;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.LabelAudits;

/// <summary>
/// What the columns of a file of numbers are: one that numbers the examples says which example a row is; a heading that numbers the classes
/// says which class a column is; one that is called as labels are is refused.
/// </summary>
internal static partial class NumberColumns
{
    /// <summary>What pandas calls an index that it writes as a column.</summary>
    public const string PandasIndex = "__index_level_0__";

    private static readonly string[] IndexNames =
    [
        "",
        "index",
        "idx",
        "id",
        "i",
        "#",
        "unnamed: 0",
        "row",
        "example",
        "image",
        PandasIndex,
    ];

    // What may stand beside the numbers and is none of them.
    private static readonly string[] OtherNames = (
        "label labels class target targets y y_true y_pred "
        + "given given_label true_label pred prediction predicted argmax confidence fold"
    ).Split(' ');

    /// <summary>Whether a column is called as one that numbers the examples.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsIndex(string name) => IndexNames.Contains(name.ToLowerInvariant());

    /// <summary>Whether a column is called as one that stands beside the numbers: an index, a label, a prediction.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsBeside(string name) => IsIndex(name) || OtherNames.Contains(name.ToLowerInvariant());

    /// <summary>Refuses a column that is called as something else.</summary>
    /// <param name="kind">What the file is read for.</param>
    /// <param name="shown">The file, for the sentence.</param>
    /// <param name="heading">The names of its columns of numbers.</param>
    /// <exception cref="DatasetException">There is one.</exception>
    public static void CheckNames(NumberKind kind, string shown, string[] heading)
    {
        // Columns that are called by letters may have a y among them.
        var areLetters = heading.Count(name => name.Length == 1 && char.IsLetter(name[0])) > 1;
        if (Array.Find(heading, name => OtherNames.Contains(name.ToLowerInvariant()) && !(name.Length == 1 && areLetters)) is { } other)
            throw new DatasetException(
                $"{shown} has a column {Sentence.Shown(other)}, which by its name is {kind.Foreign}: give one column for each {kind.Each} "
                    + "and no other."
            );
    }

    /// <summary>Rows in the order of the examples, columns in that of the classes, and no index.</summary>
    /// <param name="kind">What the file is read for.</param>
    /// <param name="shown">The file, for sentences.</param>
    /// <param name="heading">The names of its columns of numbers; null for none.</param>
    /// <param name="values">The numbers, row after row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="names">The numbers in the names of the rows' files; none where there are no names, or where they say nothing.</param>
    /// <param name="own">What the names of the examples say of the rows, which counts more than an index; null for no names.</param>
    /// <exception cref="DatasetException">Rows or columns contradict what they are called.</exception>
    public static NumberTable Arrange(
        NumberKind kind,
        string shown,
        string[]? heading,
        ReadOnlySpan<double> values,
        int rows,
        ReadOnlySpan<double> names,
        NamedRows? own
    )
    {
        var width = values.Length / rows;
        var order = own?.Order(shown);
        var examples = IndexOf(kind, shown, heading, values, rows, order is null ? own : null);
        if (names.Length == rows && Numberings.Of(names) is { } named)
        {
            for (var row = 0; row < rows; row++)
            {
                if (named[row] != (examples?[row] ?? row))
                    throw new DatasetException(
                        Sentence.Of(
                            $"{shown} has names that number the examples in another order than they stand in, from the {row + 1:N0}. row "
                                + $"on: sort the rows by them, or take the names out."
                        )
                    );
            }
        }
        var first = examples is null ? 0 : 1;
        var ofColumns = heading is null ? null : OrderOf(heading[first..]);
        var ofRows = order ?? examples;
        var columns = width - first;
        NumberFile.CheckSize(kind, shown, rows, columns);
        var arranged = new double[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var to = arranged.AsSpan((ofRows?[row] ?? row) * columns, columns);
            var from = values.Slice((row * width) + first, columns);
            if (ofColumns is null)
            {
                from.CopyTo(to);
                continue;
            }
            for (var column = 0; column < columns; column++)
                to[ofColumns[column]] = from[column];
        }
        return new(rows, columns, arranged);
    }

    /// <summary>The class of each name, where all are one word with a number each, from 0 or from 1; null where they are not.</summary>
    /// <param name="names">The names of columns.</param>
    public static int[]? OrderOf(string[] names)
    {
        Match[] found = Array.ConvertAll(names, name => EndsWithNumber().Match(name));
        return found.Length > 1
            && Array.TrueForAll(found, match => match.Success && match.Groups[1].Value == found[0].Groups[1].Value)
                ? Numberings.Of(Array.ConvertAll(found, match => double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)))
                : null;
    }

    /// <summary>The example of each row, where the first column numbers them; a column called so must.</summary>
    private static int[]? IndexOf(
        NumberKind kind,
        string shown,
        string[]? heading,
        ReadOnlySpan<double> values,
        int rows,
        NamedRows? own
    )
    {
        var width = values.Length / rows;
        var isNamed = heading is { Length: > 0 } && IsIndex(heading[0]);
        var numbers = new double[width <= kind.LeastColumns || (!isNamed && rows < 3) ? 0 : rows];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = values[row * width];
        var places = numbers.Length == 0 ? null : Numberings.Of(numbers);
        var named = places is null && (!isNamed || numbers.Length == 0) ? null : own?.OrderOfNumbers(shown, places);
        return named
            ?? places
            ?? (
                isNamed
                    ? throw new DatasetException(
                        $"{shown} has a column \"{heading![0]}\" that does not number the examples from 0 or 1, each once, beside one for "
                            + $"each {kind.Each}: take it out."
                    )
                    : null
            );
    }

    [GeneratedRegex("^(|.*[^0-9])([0-9]{1,6})$")]
    private static partial Regex EndsWithNumber();
}
