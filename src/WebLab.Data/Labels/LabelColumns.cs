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

    private static readonly string[] LabelNames = ["label", "labels", "class", "classes", "target", "targets", "category", "y"];

    private readonly LabelContent _file;
    private readonly LabelTable _table;
    private readonly int[]? _images;
    private readonly IReadOnlyList<LabelColumn> _labels;

    private LabelColumns(LabelContent file, LabelTable table, int[]? images, IReadOnlyList<LabelColumn> labels) =>
        (_file, _table, _images, _labels) = (file, table, images, labels);

    /// <summary>The columns among which a person must choose; none where there is one.</summary>
    public IReadOnlyList<string> Choices => _labels.Count > 1 ? [.. _labels.Select(column => column.Name)] : [];

    /// <exception cref="DatasetException">The table is not one of labels for the target.</exception>
    public static LabelColumns Of(LabelContent file, LabelTable table)
    {
        if (table.Count == 0)
            throw file.Refuse($"({table.Form}) holds no labels.");
        var isCount = file.Target.IsCount(table.Count);
        var named = isCount || file.Target.IsOfBothSplits(table.Count) ? NamedOrder.Of(file, table) : null;
        if (!isCount && named is null)
            throw WrongCount(file, table);
        // Names of files count more than any index.
        var index =
            table.Columns.Count > 1 && named is null ? table.Columns.FirstOrDefault(column => IsIndex(file, table, column)) : null;
        LabelColumn[] others =
        [
            .. table.Columns.Where(column => column != index && (named is null || !IsNumbering(file, column))),
        ];
        if (ColumnsOfClasses.Refusal(file.Target, others) is { } sentence)
            throw file.Refuse($"({table.Form}) {sentence}");
        // A column of file names or of confidences is no column of labels; one of numbers that are out of range may be meant as one.
        LabelColumn[] labels = [.. others.Where(column => LooksLikeLabels(file.Target, column))];
        // One that is called so is never passed over, whatever is in it, where none that is called so is understood.
        if (!labels.Any(IsCalledLabels))
            labels = [.. others.Where(column => labels.Contains(column) || IsCalledLabels(column))];
        if (named is null)
            CheckOrder(file, table, index, others);
        return new(file, table, named ?? (index is null ? null : Numberings.Of(index.Numbers)), labels.Length > 0 ? labels : others);
    }

    /// <exception cref="DatasetException">There is a choice to make, or a label is no class.</exception>
    public byte[] Read(LabelChoice choice) => Read(choice, takesNone: false).Labels;

    /// <summary>The same, of the test images too where the file has them.</summary>
    /// <exception cref="DatasetException">There is a choice to make, or a label is no class.</exception>
    public LabelSet ReadSplits(LabelChoice choice) => Read(choice, takesNone: false);

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
        var areNames = column.Numbers.Count(double.IsNaN) * 2 > _table.Count || (choice.Base == 0 && AreNumbersNames(column, takesNone));
        var labels = new byte[_table.Count];
        bool[]? isLeftOut = null;
        for (var row = 0; row < labels.Length; row++)
        {
            var image = _images?[row] ?? row;
            if (takesNone && column.Numbers[row] == LabelSet.None && !(areNames && Named(column, row) >= 0))
                (isLeftOut ??= new bool[labels.Length])[image] = true;
            else
                labels[image] = Label(column, row, areNames, choice.Base, takesNone);
        }
        if (_file.Target.IsCount(labels.Length))
            return new(labels, isLeftOut);
        var train = _file.Target.TrainCount;
        return new(labels[..train], isLeftOut?[..train] is { } some && some.Contains(true) ? some : null) { Test = labels[train..] };
    }

    private static DatasetException WrongCount(LabelContent file, LabelTable table)
    {
        var target = file.Target;
        var cure =
            table.Count == target.TestCount ? "it has as many labels as there are test images, whose labels never change"
            : table.Count == target.TestCount + target.TrainCount
                ? $"give the training labels alone{(target.IsOwn ? ", or a column of the names of the images' files" : "")}"
            : table.Count > target.TrainCount ? "take out what is too many"
            : "give a label for each image that is trained on, or train on as many images as there are labels";
        return file.Refuse(Sentence.Of($"({table.Form}) has {table.Count:N0} labels; {target.Wanted()}: {cure}."));
    }

    // Order counts from the file where it has an index, so a column is an index only if it names each image once. With fewer images
    // than classes a column of labels could do that too; then its heading, or the first place, decides.
    private static bool IsIndex(LabelContent file, LabelTable table, LabelColumn column)
    {
        var isNamed = IsCalledIndex(table, column);
        if (Numberings.Of(column.Numbers) is not null)
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

    /// <summary>Whether a column is called as an index is.</summary>
    internal static bool IsCalledIndex(LabelTable table, LabelColumn column) =>
        IndexNames.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase)
        || (table.Columns[0] == column && column.Name == "0" && column.Words is not null);

    // Beside names of files it may be one of anything, such as of the images of each split.
    private static bool IsNumbering(LabelContent file, LabelColumn column) =>
        IndexNames.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase)
        || (column.Numbers.Length > file.Target.Classes.Count && Numberings.Of(column.Numbers) is not null);

    private static bool IsCalledLabels(LabelColumn column) =>
        LabelNames.Contains(column.Name.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Two orders of the images, of which only one can be theirs: an index that was reset after its rows were shuffled, or names
    /// of files that stand as their letters sort.</summary>
    private static void CheckOrder(LabelContent file, LabelTable table, LabelColumn? index, LabelColumn[] others)
    {
        // So few images could be numbered by classes.
        if (table.Count <= file.Target.Classes.Count)
            return;
        var images = index is null ? null : Numberings.Of(index.Numbers);
        foreach (var column in others)
        {
            var own = Numberings.Of(column.Numbers) ?? (file.Target.IsOwn ? null : Numberings.OfNames(column));
            for (var row = 0; row < own?.Length; row++)
            {
                if (own[row] != (images?[row] ?? row))
                    throw file.Refuse(
                        $"({table.Form}) has {column.Shown(row)} {table.Place(row)} in its column {Quoted(column.Name)}, which numbers "
                            + $"the images in another order than {(index is null ? "they stand in" : $"its column {Quoted(index.Name)}")}: "
                            + "bring them into the data set's order, or take the column out that does not tell it."
                    );
            }
        }
    }

    /// <summary>Whether most of a column are classes by name, or whole numbers.</summary>
    internal static bool LooksLikeLabels(LabelTarget target, LabelColumn column)
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

    /// <summary>Whether numbers are names of classes and not their places, as the stars 1 to 5 are: each is a name, and one no
    /// place.</summary>
    /// <exception cref="DatasetException">Each is both, and means one class by its name and another by its place.</exception>
    private bool AreNumbersNames(LabelColumn column, bool takesNone)
    {
        var (isBeyond, differs) = (false, -1);
        for (var row = 0; row < column.Numbers.Length; row++)
        {
            var named = Named(column, row);
            if (named < 0 && takesNone && column.Numbers[row] == LabelSet.None)
                continue;
            if (named < 0)
                return false;
            isBeyond |= !IsPlace(column.Numbers[row]);
            differs = differs < 0 && named != column.Numbers[row] ? row : differs;
        }
        // Arrays and bytes hold places.
        return isBeyond || differs < 0 || column.Words is null
            ? isBeyond
            : throw _file.Refuse(
                $"({_table.Form}) has {column.Shown(differs)} {_table.Place(differs)}, which is the name of one class and, counted from 0, "
                    + "the number of another: say label-base 1 if the names count from 1, or give numbers from 0 as .npy."
            );
    }

    private bool IsPlace(double number) => number >= 0 && number < _file.Target.Classes.Count && IsWhole(number);

    private int Named(LabelColumn column, int row) =>
        column.Words is { } words
            ? _file.Target.ClassOf(words[row])
            : _file.Target.ClassOf(column.Numbers[row].ToString(CultureInfo.InvariantCulture));

    private byte Label(LabelColumn column, int row, bool areNames, int first, bool takesNone)
    {
        var classes = _file.Target.Classes.Count;
        var isNamed = areNames && (column.Words is not null || IsWhole(column.Numbers[row]));
        var label = isNamed ? Named(column, row) : column.Numbers[row] - first;
        if (IsPlace(label))
            return (byte)label;
        double[] told = takesNone ? [.. column.Numbers.Where(number => number != LabelSet.None)] : column.Numbers;
        if (first == 0 && told.All(IsWhole) && told.Min() == 1 && told.Max() == classes)
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
