using System.Text;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels.Pickles;

/// <summary>The few functions that pickles of arrays and tensors name, each done here in its own way.</summary>
internal static class PickleCalls
{
    private static readonly Dictionary<string, string> StorageTypes = new()
    {
        ["LongStorage"] = "i8",
        ["IntStorage"] = "i4",
        ["ShortStorage"] = "i2",
        ["CharStorage"] = "i1",
        ["ByteStorage"] = "u1",
        ["BoolStorage"] = "b1",
        ["DoubleStorage"] = "f8",
        ["FloatStorage"] = "f4",
        ["HalfStorage"] = "f2",
    };

    /// <summary>Bytes of a value of a storage.</summary>
    public static int WidthOf(string type) => type[1] - '0';

    /// <returns>False for a function that is not one of the few.</returns>
    public static bool Call(PickledName name, object?[] arguments, out object? value)
    {
        value = (name.Module, name.Name, arguments) switch
        {
            ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct", _) => new PickledArray(),
            ("numpy", "dtype", [string code, ..]) => new PickledType(code),
            ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar", [PickledType type, byte[] bytes]) => new PickledArray
            {
                Type = type,
                Bytes = bytes,
            },
            (
                "numpy.core.numeric"
                    or "numpy._core.numeric",
                "_frombuffer",
                [byte[] bytes, PickledType type, object?[] shape, string order]
            ) => new PickledArray
            {
                Type = type,
                Bytes = bytes,
                Shape = Sizes(shape),
                IsFortran = order == "F",
            },
            ("_codecs", "encode", [string text, "latin1" or "latin-1"]) => Encoding.Latin1.GetBytes(text),
            ("collections", "OrderedDict", []) => new PickledDictionary(),
            // A note behind them says that the values are to be read as their negatives, or their conjugates.
            ("torch._utils", "_rebuild_tensor_v2", [PickledStorage storage, long offset, object?[] shape, object?[] strides, .. var rest])
                when shape.Length == strides.Length && !rest.Any(each => each is PickledDictionary { Entries.Count: > 0 }) =>
                new PickledTensor(storage.Key, storage.Type, offset, Sizes(shape), Sizes(strides)),
            _ => null,
        };
        return value is not null;
    }

    /// <summary>What a persistent reference names: <c>('storage', type, key, device, count)</c>.</summary>
    public static PickledStorage? Storage(object? reference) =>
        reference is object?[] and ["storage", PickledName { Module: "torch" } type, string key, ..]
        && StorageTypes.TryGetValue(type.Name, out var word)
            ? new(key, word)
            : null;

    /// <summary>The refusal of a storage of values that labels are not kept in; null where there is none.</summary>
    public static DatasetException? Unread(LabelContent file, object? reference) =>
        reference is object?[] and ["storage", PickledName type, ..]
            ? file.Refuse(
                $"(a Python pickle) holds a tensor in a {Sentence.Shorten(type.Name)}, which is not read: save it as int64, or as int8 and "
                    + "the like."
            )
            : null;

    /// <returns>False where the value takes no such state.</returns>
    public static bool SetState(object? value, object? state)
    {
        switch (value, state)
        {
            case (PickledType type, object?[] and [_, string { Length: 1 } order, ..]):
                type.Order = order[0];
                return true;
            case (PickledArray array, object?[] and [_, object?[] shape, PickledType type, bool isFortran, var content]):
                (array.Type, array.Shape, array.IsFortran) = (type, Sizes(shape), isFortran);
                // Python 2 wrote bytes as text, a character each: so are CIFAR's own files.
                array.Bytes = content is string text ? Encoding.Latin1.GetBytes(text) : content as byte[] ?? [];
                array.Items = content as List<object?>;
                return content is byte[] or string or List<object?>;
            // An ordered dictionary has a state that says nothing.
            case (PickledDictionary, _):
                return true;
            default:
                return false;
        }
    }

    private static long[] Sizes(object?[] sizes) => Array.ConvertAll(sizes, size => size is long whole ? whole : -1);
}
