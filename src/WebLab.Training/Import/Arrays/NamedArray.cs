using System.Globalization;
using WebLab.Contracts;
using WebLab.Data.Labels;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>An array of the sources and what it is called.</summary>
/// <param name="Entry">Its file.</param>
/// <param name="Name">The file's name, or the array's in an archive.</param>
/// <param name="Array">The array: dense, in C or Fortran order, all of its bytes there.</param>
internal sealed record NamedArray(SourceEntry Entry, string Name, NumericArray Array)
{
    private static readonly string[] LabelWords = ["label", "target", "class", "y"];

    public int Rank => Array.Shape.Length;

    public int Count => (int)Array.Shape[0];

    /// <summary>Whether it has one value an example.</summary>
    public bool IsFlat => Rank == 1 || (Rank == 2 && Array.Shape[1] == 1);

    /// <summary>Whether it is called labels and has a column for each class, of which one is 1 in each row and all others 0.</summary>
    public bool IsMarks => _isMarks ??= Rank == 2 && Array.Shape[1] is > 1 and <= ClassNames.Most && IsCalledLabels && HasMarks();

    private bool? _isMarks;

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
        var column = (Array with { Shape = [Array.Shape[0]], Strides = [Array.Strides[0]] }).Columns(
            new(Entry.Shown, [], new("", [], 0, 0, 0)),
            "an array",
            Name
        )[0];
        return column.Words is { } words
            ? [.. Enumerable.Range(0, words.Count).Select(words.Text)]
            : [.. column.Numbers.Select(Word)];

        string Word(double number, int row) =>
            double.IsFinite(number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : throw Entry.Refuse(Sentence.Of($"has no number at index {row:N0}, where a label should be: give one for each example."));
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
