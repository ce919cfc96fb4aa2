using System.Globalization;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>Says what the columns of a label file mean: which is an index, which are labels, and which of these is asked for.</summary>
internal sealed class LabelColumns
{
    private static readonly string[] IndexNames =
    [
        "",
        "index",
        "idx",
        "id",
        "i",
        "#",
        "unnamed: 0",
        "image",
        "image_id",
        "image_index",
        "image_idx",
        "image id",
        "image index",
        "example",
        "example_id",
        "sample",
        "sample_id",
        "row",
        "row_id",
    ];

    private readonly LabelContent _file;
    private readonly LabelTable _table;
    private readonly LabelColumn? _index;
    private readonly IReadOnlyList<LabelColumn> _labels;

    private LabelColumns(LabelContent file, LabelTable table, LabelColumn? index, IReadOnlyList<LabelColumn> labels) =>
        (_file, _table, _index, _labels) = (file, table, index, labels);

    /// <summary>The columns among which a person must choose; none where there is one.</summary>
    public IReadOnlyList<string> Choices => _labels.Count > 1 ? [.. _labels.Select(column => column.Name)] : [];

    /// <exception cref="DatasetException">The table is not one of labels for the target.</exception>
    public static LabelColumns Of(LabelContent file, LabelTable table)
    {
        if (table.Count == 0)
            throw file.Refuse($"({table.Form}) holds no labels.");
        if (!file.Target.IsCount(table.Count))
            throw WrongCount(file, table);
        var index = table.Columns.Count > 1 ? table.Columns.FirstOrDefault(column => IsIndex(file, table, column)) : null;
        LabelColumn[] others = [.. table.Columns.Where(column => column != index)];
        if (OneColumnAClass(file, others) is { } sentence)
            throw file.Refuse($"({table.Form}) {sentence}");
        // A column of file names or of confidences is no column of labels; one of numbers that are out of range may be meant as one.
        LabelColumn[] labels = [.. others.Where(column => LooksLikeLabels(file.Target, column))];
        return new(file, table, index, labels.Length > 0 ? labels : others);
    }

    /// <exception cref="DatasetException">There is a choice to make, or a label is no class.</exception>
    public byte[] Read(LabelChoice choice) => Read(choice, takesNone: false).Labels;

    /// <summary>The same where -1 stands for none.</summary>
    /// <exception cref="DatasetException">There is a choice to make, or a label is no class, or all are none.</exception>
    public LabelSet ReadSet(LabelChoice choice)
    {
        var read = Read(choice, takesNone: true);
        return read.LeftOut < read.Labels.Length
            ? read
            : throw _file.Refuse($"({_table.Form}) has {LabelSet.None} for every image, which leaves all of them out: give some a label.");
    }

    private LabelSet Read(LabelChoice choice, bool takesNone)
    {
        var column = Chosen(choice.Column);
        var areNames = column.Numbers.Count(double.IsNaN) * 2 > _table.Count;
        var images = _index is null ? null : Permutation(_index);
        var labels = new byte[_table.Count];
        bool[]? isLeftOut = null;
        for (var row = 0; row < labels.Length; row++)
        {
            var image = images?[row] ?? row;
            if (takesNone && column.Numbers[row] == LabelSet.None)
                (isLeftOut ??= new bool[labels.Length])[image] = true;
            else
                labels[image] = Label(column, row, areNames, choice.Base);
        }
        return new(labels, isLeftOut);
    }

    private static DatasetException WrongCount(LabelContent file, LabelTable table)
    {
        var target = file.Target;
        var cure =
            table.Count == target.TestCount ? "it has as many labels as there are test images, whose labels never change"
            : table.Count == target.TestCount + target.TrainCount ? "give the training labels alone"
            : table.Count > target.TrainCount ? "take out what is too many"
            : "give a label for each image that is trained on, or train on as many images as there are labels";
        return file.Refuse(Sentence.Of($"({table.Form}) has {table.Count:N0} labels; {target.Wanted()}: {cure}."));
    }

    // Order counts from the file where it has an index, so a column is an index only if it names each image once. With fewer images
    // than classes a column of labels could do that too; then its heading, or the first place, decides.
    private static bool IsIndex(LabelContent file, LabelTable table, LabelColumn column)
    {
        var isNamed =
            IndexNames.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase)
            || (table.Columns[0] == column && column.Name == "0" && column.Words is not null);
        if (Permutation(column) is not null)
            return isNamed || table.Count > file.Target.Classes.Count;
        if (!isNamed || column.Name == "0")
            return false;
        var seen = new HashSet<double>();
        var wrong = Enumerable
            .Range(0, table.Count)
            .FirstOrDefault(row => column.Numbers[row] is not (>= 0 and < int.MaxValue) || !seen.Add(column.Numbers[row]), -1);
        // Names of files are no index; numbers that leave images out are a bad one.
        if (wrong >= 0 && column.Numbers.All(double.IsNaN))
            return false;
        throw file.Refuse(
            wrong < 0
                ? Sentence.Of(
                    $"({table.Form}) has a column {Quoted(column.Name)} that does not number the images from 0 to "
                        + $"{table.Count - 1:N0}: it goes up to {seen.Max():0}."
                )
                : $"({table.Form}) has {column.Shown(wrong)} {table.Place(wrong)} in its column {Quoted(column.Name)}, which must "
                    + $"number each image once, from 0."
        );
    }

    /// <summary>The image of each row, if the column numbers all of them, from 0 or from 1; else null.</summary>
    private static int[]? Permutation(LabelColumn column)
    {
        var numbers = column.Numbers;
        var first = numbers.Min();
        if (first is not (0 or 1))
            return null;
        var seen = new bool[numbers.Length];
        var images = new int[numbers.Length];
        for (var row = 0; row < images.Length; row++)
        {
            var image = numbers[row] - first;
            if (!(image >= 0 && image < images.Length) || image != Math.Floor(image) || seen[(int)image])
                return null;
            seen[images[row] = (int)image] = true;
        }
        return images;
    }

    private static string? OneColumnAClass(LabelContent file, LabelColumn[] columns)
    {
        var classes = file.Target.Classes.Count;
        if (classes < 3 || columns.Length != classes || columns.Any(column => column.Numbers.Any(number => !(number is >= 0 and <= 1))))
            return null;
        return columns.All(column => column.Numbers.All(number => number is 0 or 1))
            ? "has a column of zeros and ones for each class: give the number of the column with the one instead."
            : "has a column of fractions for each class, which are probabilities and no labels: give the number of the largest instead.";
    }

    private static bool LooksLikeLabels(LabelTarget target, LabelColumn column)
    {
        var alike = 0;
        for (var row = 0; row < column.Numbers.Length; row++)
        {
            if (
                double.IsNaN(column.Numbers[row])
                    ? column.Words is { } words && target.ClassOf(words[row]) >= 0
                    : IsWhole(column.Numbers[row])
            )
                alike++;
        }
        return alike * 2 > column.Numbers.Length;
    }

    private LabelColumn Chosen(string? name)
    {
        if (name is null)
            return _labels.Count == 1
                ? _labels[0]
                : throw new SeveralLabelsException(
                    $"{_file.Title ?? _file.Name} ({_table.Form}) has {_labels.Count} columns that may be labels: {Listed(_labels)}; say "
                        + "which with label-column.",
                    Choices
                );
        LabelColumn[] named = [.. _table.Columns.Where(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))];
        return named.Length switch
        {
            1 => named[0],
            // A name that a recipe cannot hold is told by its number.
            0 when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < _table.Columns.Count =>
                _table.Columns[number],
            0 => throw _file.Refuse($"({_table.Form}) has no column {Quoted(name)}; label-column must be one of {Listed(_labels)}."),
            _ => throw _file.Refuse($"({_table.Form}) has {named.Length} columns named {Quoted(name)}: give each a name of its own."),
        };
    }

    private byte Label(LabelColumn column, int row, bool areNames, int first)
    {
        var classes = _file.Target.Classes.Count;
        var label = areNames && column.Words is { } words ? _file.Target.ClassOf(words[row]) : column.Numbers[row] - first;
        if (label >= 0 && label < classes && IsWhole(label))
            return (byte)label;
        if (first == 0 && column.Numbers.All(IsWhole) && column.Numbers.Min() == 1 && column.Numbers.Max() == classes)
            throw new LabelsFromOneException(
                $"{_file.Title ?? _file.Name} ({_table.Form}) has labels 1 to {classes}; labels count from 0, here 0 to "
                    + $"{classes - 1}: if its 1 means {_file.Target.Classes[0]}, say so with label-base 1."
            );
        throw _file.Refuse(
            $"({_table.Form}) has {column.Shown(row)} {_table.Place(row)}; a label is a whole number from {first} to "
                + $"{classes - 1 + first}{(column.Words is null ? "" : " or, in each row alike, a class name")}."
        );
    }

    private static bool IsWhole(double number) => Math.Abs(number) < int.MaxValue && number == Math.Floor(number);

    private static string Listed(IEnumerable<LabelColumn> columns)
    {
        string[] names = [.. columns.Select(column => column.Name.Length == 0 ? "\"\"" : Sentence.Shorten(column.Name))];
        return names.Length <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names[..12])} and {names.Length - 12} more";
    }

    private static string Quoted(string name) => $"\"{Sentence.Shorten(name)}\"";
}
