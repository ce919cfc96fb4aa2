namespace WebLab.Data.Labels.Pickles;

/// <summary>A dictionary, in the order of its keys.</summary>
internal sealed class PickledDictionary
{
    public List<(object? Key, object? Value)> Entries { get; } = [];
}

/// <summary>The name of a thing in a module: what a pickle asks for in place of code.</summary>
/// <param name="Module">The module.</param>
/// <param name="Name">The name in it.</param>
internal sealed record PickledName(string Module, string Name);

/// <summary>NumPy's type of an array's values.</summary>
/// <param name="code">Kind and bytes, for example <c>i8</c>.</param>
internal sealed class PickledType(string code)
{
    public char Order { get; set; } = '|';

    public string Word => code is "O" or "O8" ? "|O" : $"{(Order == '=' ? '<' : Order)}{code}";
}

/// <summary>NumPy's array, empty until its state is set.</summary>
internal sealed class PickledArray
{
    public PickledType? Type { get; set; }

    public long[] Shape { get; set; } = [];

    public bool IsFortran { get; set; }

    public byte[] Bytes { get; set; } = [];

    /// <summary>The values of an array of objects; null for any other.</summary>
    public List<object?>? Items { get; set; }

    public NumericArray ToNumeric(LabelContent file, string form)
    {
        if (Type is null)
            throw file.Refuse($"({form}) holds an array without values: make it again.");
        return NumericArray.Dense(Type.Word, Shape, IsFortran, Bytes);
    }
}

/// <summary>PyTorch's tensor: a view into a storage that stands beside the pickle.</summary>
/// <param name="StorageKey">The storage's name.</param>
/// <param name="Type">NumPy's word for its values, without the order.</param>
/// <param name="Offset">The first value.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Strides">Values from one to the next.</param>
internal sealed record PickledTensor(string StorageKey, string Type, long Offset, long[] Shape, long[] Strides)
{
    public NumericArray ToNumeric(byte[] storage, bool isBigEndian) =>
        new($"{(isBigEndian ? '>' : '<')}{Type}", Shape, Strides, Offset, storage);
}

/// <summary>A tensor's storage as its pickle names it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Type">NumPy's word for its values.</param>
internal sealed record PickledStorage(string Key, string Type);
