using System.Globalization;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>What a label file holds, before anything is said of what it means.</summary>
/// <param name="Form">The file's form, for sentences.</param>
/// <param name="Columns">One or more, equally long.</param>
/// <param name="Place">Where a row stands in the file, for sentences.</param>
internal sealed record LabelTable(string Form, IReadOnlyList<LabelColumn> Columns, Func<int, string> Place)
{
    public int Count => Columns.Count == 0 ? 0 : Columns[0].Numbers.Length;

    /// <summary>A table without lines, whose rows are told by their index.</summary>
    public static LabelTable Indexed(string form, IReadOnlyList<LabelColumn> columns) =>
        new(form, columns, row => Sentence.Of($"at index {row:N0}"));
}

/// <summary>One column of a label file.</summary>
/// <param name="Name">Its heading, or its number from 0 where it has none.</param>
/// <param name="Numbers">A number a row; NaN where there is none.</param>
/// <param name="Words">A row as written, where the file is text.</param>
internal sealed record LabelColumn(string Name, double[] Numbers, LabelWords? Words = null)
{
    public static LabelColumn Of(string name, LabelWords words)
    {
        var numbers = new double[words.Count];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = Number(words[row]);
        return new(name, numbers, words);
    }

    /// <summary>A cell's number: with a sign, a point, an exponent, but neither with commas nor by name; NaN for anything else.</summary>
    public static double Number(ReadOnlySpan<byte> word) =>
        word.Length > 0
        && !char.IsAsciiLetter((char)word[^1])
        && double.TryParse(
            word,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : double.NaN;

    /// <summary>A cell as a sentence shows it.</summary>
    public string Shown(int row) =>
        Words is null ? Numbers[row].ToString(CultureInfo.InvariantCulture)
        : double.IsNaN(Numbers[row]) ? $"\"{Sentence.Shorten(Words.Text(row))}\""
        : Sentence.Shorten(Words.Text(row));
}

/// <summary>A label file as it came, unpacked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Target">What it is read for.</param>
/// <param name="Title">The person's name for it, for sentences, where the file has another.</param>
internal sealed record LabelContent(string Name, byte[] Bytes, LabelTarget Target, string? Title = null)
{
    // Two columns for the largest set that is published as IDX files (EMNIST by class, 697,932 images) fit; a hostile file of
    // sixteen million cells would take a gigabyte.
    public const int MaxCells = 1_500_000;

    // A column an annotator, or a score a class, of each image.
    private const int MaxColumns = 1_000;

    public DatasetException Refuse(string sentence, Exception? cause = null) => new($"{Title ?? Name} {sentence}", cause);

    public DatasetException TooMany() => Refuse(Sentence.Of($"holds more than {MaxCells:N0} values; a label file has one for each image."));

    /// <exception cref="DatasetException">There are more columns than any file of labels has.</exception>
    public void CheckWidth(string form, int columns)
    {
        if (columns > MaxColumns)
            throw Refuse(
                Sentence.Of($"({form}) has {columns:N0} columns; a file of labels has at most {MaxColumns:N0}: give a label a line.")
            );
    }
}
