using System.Globalization;
using WebLab.Contracts;
using WebLab.Data.Labels;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>An array of the sources and what it is called.</summary>
/// <param name="Entry">Its file.</param>
/// <param name="Name">The file's name, or the array's in an archive.</param>
/// <param name="Array">The array: dense, in C or Fortran order, all of its bytes there unless they stay in their file.</param>
internal sealed record NamedArray(SourceEntry Entry, string Name, NumericArray Array)
{
    // Of a file that is read from one end to the other.
    private const int PartBytes = 1 << 22;

    private const int MostKnown = 1_000;

    private static readonly string[] LabelWords = ["label", "target", "class", "y"];

    /// <summary>Its values where they stay in their file, in C order; null where they are in memory.</summary>
    public StoredValues? Values { get; init; }

    public int Rank => Array.Shape.Length;

    public int Count => (int)Array.Shape[0];

    /// <summary>Whether it has one value an example.</summary>
    public bool IsFlat => Rank == 1 || (Rank == 2 && Array.Shape[1] == 1);

    /// <summary>Whether it has several numbers an example, and they are not classes' marks.</summary>
    public bool IsOfExamples => !IsFlat && Rank > 1 && Array.Type[1] is not ('U' or 'S') && !MayBeMarks;

    /// <summary>Whether it is called labels and has a column for each class, of which one is 1 in each row and all others 0.</summary>
    public bool IsMarks => _isMarks ??= MayBeMarks && HasMarks();

    private bool? _isMarks;

    private bool MayBeMarks => Rank == 2 && Array.Shape[1] is > 1 and <= ClassNames.Most && IsCalledLabels;

    public bool IsCalledLabels =>
        Words()
            .Any(word => LabelWords.Any(label => word == label || (label.Length > 1 && word.StartsWith(label, StringComparison.Ordinal))));

    public ExampleSplit Split(bool hasTest) =>
        Words()
            .Select(word => word == "t10k" ? ExampleSplit.Test : SplitFolders.Split(word, hasTest))
            .FirstOrDefault(split => split != ExampleSplit.None, ExampleSplit.None);

    /// <summary>Its values as words, of an array that is flat; of marks the number of the marked column.</summary>
    public string[] ToWords()
    {
        if (IsMarks)
            return
            [
                .. Enumerable
                    .Range(0, Count)
                    .Select(row =>
                        Enumerable.Range(0, (int)Array.Shape[1]).First(i => Array.At([row, i]) == 1).ToString(CultureInfo.InvariantCulture)
                    ),
            ];
        var column = Array with { Shape = [Array.Shape[0]], Strides = [Array.Strides[0]] };
        return Array.Type[1] is 'U' or 'S' ? Texts(column) : Numbers(column);
    }

    private string[] Texts(NumericArray column)
    {
        var words = column.Columns(new(Entry.Shown, [], new("", [], 0, 0, 0)), "an array", Name)[0].Words!;
        return [.. Enumerable.Range(0, words.Count).Select(words.Text)];
    }

    // Of millions of labels few are different.
    private string[] Numbers(NumericArray column)
    {
        var known = new Dictionary<double, string>();
        var words = new string[Count];
        for (var row = 0; row < words.Length; row++)
        {
            var number = column.At([row]);
            if (!double.IsFinite(number))
                throw Entry.Refuse(Sentence.Of($"has no number at index {row:N0}, where a label should be: give one for each example."));
            if (!known.TryGetValue(number, out var word))
            {
                word = number.ToString(CultureInfo.InvariantCulture);
                if (known.Count < MostKnown)
                    known.Add(number, word);
            }
            words[row] = word;
        }
        return words;
    }

    /// <summary>An array with an example's values, and which of its rows they are.</summary>
    /// <param name="row">The example.</param>
    public (NumericArray Array, int Row) Example(int row)
    {
        if (Values is null)
            return (Array, row);
        long[] shape = [1, .. Array.Shape[1..]];
        var bytes = shape.Aggregate((long)NumericArray.SizeOf(Array.Type), (product, size) => product * size);
        return (NumericArray.Dense(Array.Type, shape, isFortran: false, Values.Read(row * bytes, checked((int)bytes))), 0);
    }

    /// <summary>The least and the largest number; NaN where one is none.</summary>
    /// <param name="budget">Ends a long look.</param>
    public (double Least, double Most) Range(ImportBudget budget)
    {
        if (Values is null)
            return Array.Range();
        var total = Array.Shape.Aggregate((long)NumericArray.SizeOf(Array.Type), (product, size) => product * size);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var at = 0L; at < total; at += PartBytes)
        {
            budget.Step("looking at the values", at, total);
            var part = Values.Read(at, (int)Math.Min(PartBytes, total - at));
            var (low, high) = NumericArray.Dense(Array.Type, [part.Length], isFortran: false, part).Range();
            (least, most) = (Math.Min(least, low), Math.Max(most, high));
        }
        return (least, most);
    }

    private bool HasMarks()
    {
        if (Array.Type[1] is not ('u' or 'i' or 'f' or 'b' or '?'))
            return false;
        for (var row = 0; row < Count; row++)
        {
            var ones = 0;
            for (var i = 0; i < Array.Shape[1]; i++)
            {
                var value = Array.At([row, i]);
                if (value is not (0 or 1))
                    return false;
                ones += value == 1 ? 1 : 0;
            }
            if (ones != 1)
                return false;
        }
        return true;
    }

    private string[] Words() => Name.ToLowerInvariant().Split(['_', '-', '.', ' ', '/'], StringSplitOptions.RemoveEmptyEntries);
}
