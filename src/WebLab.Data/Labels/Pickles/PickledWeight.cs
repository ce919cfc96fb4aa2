using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels.Pickles;

/// <summary>The bytes of memory that a pickle's values take where each is an object. Those of an array lie beside one another and take what
/// they take in the file.</summary>
internal static class PickledWeight
{
    /// <summary>Of a slot of a list, with those that it grew from.</summary>
    public const int Slot = 32;

    /// <summary>Of a list, or of a value that is remembered.</summary>
    public const int Part = 64;

    private const int Number = 24,
        Most = 32_000_000;

    /// <summary>Labels are small numbers: an object for each of these does for all.</summary>
    public static IReadOnlyList<object> Small { get; } = [.. Enumerable.Range(0, 256).Select(number => (object)(long)number)];

    /// <summary>Of a value besides its slot.</summary>
    public static long Of(object? value) =>
        value switch
        {
            string text => Number + (2L * text.Length),
            long and >= 0 and < 256 or null or byte[] => 0,
            _ => Number,
        };

    /// <exception cref="DatasetException">It is more than a file of labels may take.</exception>
    public static void Check(LabelContent file, long taken)
    {
        if (taken > Most)
            throw file.Refuse(
                Sentence.Of(
                    $"(a Python pickle) holds so many values one by one that they take more than {Most / 1_000_000} MB: save them "
                        + $"as a NumPy array."
                )
            );
    }
}
