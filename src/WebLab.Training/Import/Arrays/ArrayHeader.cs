using WebLab.Contracts;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Training.Import.Sources;

namespace WebLab.Training.Import.Arrays;

/// <summary>What an array's file says before its values.</summary>
/// <param name="Type">NumPy's word for their type.</param>
/// <param name="Sizes">How many there are in each dimension.</param>
/// <param name="IsFortran">Whether the first dimension changes fastest.</param>
/// <param name="Start">The bytes before them.</param>
internal sealed record ArrayHeader(string Type, long[] Sizes, bool IsFortran, int Start)
{
    /// <summary>Examples of more bytes are read from their file one by one.</summary>
    private const long MostHeld = 16_000_000;

    /// <summary>The array, if it has exactly the bytes that its sizes announce.</summary>
    /// <param name="entry">Its file, or that of its archive.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="tree">Closes what stays open.</param>
    /// <param name="read">Reads all of its file into memory.</param>
    /// <param name="open">Opens its file with a length and a position.</param>
    /// <exception cref="DatasetException">It has other bytes, or holds no examples.</exception>
    public NamedArray ToArray(SourceEntry entry, string name, SourceTree tree, Func<byte[]> read, Func<Stream> open)
    {
        if (Sizes.Length is 0 or > 4 || Sizes.Any(size => size is < 1 or > int.MaxValue))
            throw entry.Refuse($"is an array of {(Sizes.Length == 0 ? "one value" : string.Join(" x ", Sizes))}, which holds no examples.");
        var expected = Sizes.Aggregate((double)NumericArray.SizeOf(Type), (product, size) => product * size);
        var array = new NamedArray(entry, name, NumericArray.Dense(Type, Sizes, IsFortran, default));
        if (expected > MostHeld && !IsFortran && array.IsOfExamples)
        {
            if (expected / Sizes[0] > Array.MaxLength)
                throw entry.Refuse(Sentence.Of($"has examples of {expected / Sizes[0]:N0} bytes each, more than memory takes."));
            var values = tree.Keep(open());
            CheckLength(entry, values.Length, expected);
            return array with { Values = new(entry, values, Start) };
        }
        if (expected > Array.MaxLength && IsFortran && array.IsOfExamples)
            throw entry.Refuse(
                Sentence.Of(
                    $"has {expected:N0} bytes in Fortran order, in which at most {Array.MaxLength:N0} are read: save it in C order, by "
                        + $"numpy.ascontiguousarray."
                )
            );
        var bytes = read();
        CheckLength(entry, bytes.Length, expected);
        return array with { Array = NumericArray.Dense(Type, Sizes, IsFortran, bytes.AsMemory(Start)) };
    }

    private void CheckLength(SourceEntry entry, long length, double expected)
    {
        if (length - Start != expected)
            throw entry.Refuse(Sentence.Of($"has {length - Start:N0} bytes of values where its header announces {expected:N0}."));
    }
}
