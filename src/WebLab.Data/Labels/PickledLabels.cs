using System.Globalization;
using System.Numerics;
using System.Text;
using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels.Pickles;

namespace WebLab.Data.Labels;

/// <summary>What Python pickles: arrays, tensors, lists, and dictionaries of these with a column a key, as CIFAR-10N's files are.</summary>
internal sealed class PickledLabels : ILabelForm
{
    private const string Form = "a Python pickle";

    public LabelTable? Read(LabelContent file)
    {
        if (file.Bytes is not [0x80, >= 2 and <= 5, ..])
            return null;
        var (value, storages) = PickleReader.ReadAny(file);
        return Table(file, storages is null ? Form : "a PyTorch file", value, key => storages?.GetValueOrDefault(key));
    }

    /// <summary>The columns of a pickled value.</summary>
    /// <param name="file">The file, for sentences.</param>
    /// <param name="form">Its form.</param>
    /// <param name="value">The value.</param>
    /// <param name="storage">The bytes of a tensor's storage by its key; null for one that is not there.</param>
    /// <param name="isBigEndian">Whether these have the highest byte first.</param>
    /// <param name="name">The value's name in an archive; null for a file of its own.</param>
    public static LabelTable Table(
        LabelContent file,
        string form,
        object? value,
        Func<string, byte[]?>? storage = null,
        bool isBigEndian = false,
        string? name = null
    )
    {
        var columns = new List<LabelColumn>();
        Add(name, value, 0);
        return LabelTable.Indexed(form, Equal(file, form, columns));

        // An array of objects may hold itself.
        void Add(string? name, object? part, int depth)
        {
            switch (part)
            {
                case PickledArray { Items: [var only], Shape: var shape } when (name is null || shape is []) && depth < 3:
                    Add(null, only, depth + 1);
                    break;
                case PickledArray { Items: { } items } array:
                    columns.AddRange(Objects(file, form, name, items, array));
                    break;
                case PickledArray array:
                    columns.AddRange(array.ToNumeric(file, form).Columns(file, form, name));
                    break;
                case PickledTensor tensor:
                    var bytes = storage?.Invoke(tensor.StorageKey)
                        ?? throw file.Refuse($"({form}) lacks the values of a tensor: make it again.");
                    columns.AddRange(tensor.ToNumeric(bytes, isBigEndian).Columns(file, form, name));
                    break;
                case PickledDictionary { Entries: var entries } when name is null && depth < 3:
                    foreach (var (key, each) in entries)
                    {
                        if (each is PickledArray or PickledTensor or List<object?>)
                            Add(Named(key), each, depth + 1);
                    }
                    break;
                case List<object?> list:
                    columns.Add(List(file, form, name, list));
                    break;
                default:
                    throw file.Refuse(
                        $"({form}) holds neither an array nor a list of labels, nor a dictionary of these: save the labels alone."
                    );
            }
        }
    }

    /// <summary>The columns that have as many rows as there may be labels; all of them where none has.</summary>
    public static IReadOnlyList<LabelColumn> Equal(LabelContent file, string form, List<LabelColumn> columns)
    {
        if (columns.Count == 0)
            throw file.Refuse($"({form}) holds no list of labels.");
        var counts = columns.Select(column => column.Numbers.Length).Distinct().ToArray();
        if (counts.Length == 1)
            return columns;
        LabelColumn[] whole = [.. columns.Where(column => file.Target.IsCount(column.Numbers.Length))];
        return whole.Length > 0 && whole.All(column => column.Numbers.Length == whole[0].Numbers.Length)
            ? whole
            : throw file.Refuse(
                $"({form}) has lists of {string.Join(", ", counts.Take(6))} values; {file.Target.Wanted()}: give one label for each."
            );
    }

    /// <summary>The columns of an array of objects, whose values lie one behind the other whatever its shape.</summary>
    private static IEnumerable<LabelColumn> Objects(
        LabelContent file,
        string form,
        string? name,
        List<object?> items,
        PickledArray array
    )
    {
        if (array.Shape is not [> 1 and var rows, > 1 and var width])
            return array.Shape.Count(size => size != 1) > 1
                ? throw file.Refuse($"({form}) is no list of labels: give one label an image, as n or n x columns.")
                : [List(file, form, name, items)];
        if (rows * width != items.Count)
            throw file.Refuse($"({form}) ends before the values that it announces: fetch or make it again.");
        file.CheckWidth(form, (int)Math.Min(width, int.MaxValue));
        var (down, across) = array.IsFortran ? (1, (int)rows) : ((int)width, 1);
        return Enumerable
            .Range(0, (int)width)
            .Select(column =>
                List(
                    file,
                    form,
                    name is null ? $"{column}" : $"{name}[{column}]",
                    [.. Enumerable.Range(0, (int)rows).Select(row => items[(row * down) + (column * across)])]
                )
            );
    }

    // Python 2 wrote text as bytes.
    private static string Named(object? key) =>
        key is byte[] bytes ? Encoding.Latin1.GetString(bytes) : Convert.ToString(key, CultureInfo.InvariantCulture) ?? "";

    private static LabelColumn List(LabelContent file, string form, string? name, List<object?> items)
    {
        if (items.Count > 0 && items.All(item => item is byte[]))
            items = [.. items.Select(item => (object?)Encoding.Latin1.GetString((byte[])item!))];
        if (items.Count > 0 && items.All(item => item is string))
            return LabelColumn.Of(name ?? "0", LabelWords.Of(file, items.Count, row => (string)items[row]!));
        var numbers = new double[items.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = items[i] switch
            {
                long whole => whole,
                BigInteger whole => (double)whole,
                double number => number,
                bool flag => flag ? 1 : 0,
                PickledArray { Items: null, Shape: [] } scalar => scalar.ToNumeric(file, form) switch
                {
                    var array => (array with { Shape = [1], Strides = [1] }).Columns(file, form, null)[0].Numbers[0],
                },
                // Beside others, in a dictionary, it may be anything.
                _ when name is not null => double.NaN,
                null => throw NoLabel(i, "nothing (None)"),
                string text => throw NoLabel(i, $"the text \"{Sentence.Shorten(text)}\" among others than texts"),
                _ => throw NoLabel(i, "a list, an array or the like"),
            };
        }
        return new(name ?? "0", numbers);

        DatasetException NoLabel(int index, string found) =>
            file.Refuse(
                Sentence.Of($"({form}) has {found} at index {index:N0}; a label is a whole number or, in each place alike, a class name.")
            );
    }
}
