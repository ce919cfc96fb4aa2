using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Data.Labels;

/// <summary>
/// Numbers without any header: whole numbers of one, two, four or eight bytes a label. Their width is told by the file's length against
/// the number of images, and never by the values alone: any file of small 32-bit integers is also one of small bytes.
/// </summary>
internal sealed class RawLabels : ILabelForm
{
    private static readonly string[] TextNames = [".csv", ".tsv", ".txt", ".json", ".npy", ".npz", ".pt", ".pth", ".pkl"];

    public int Place => 40;

    public LabelTable Read(LabelContent file)
    {
        if (TextNames.FirstOrDefault(end => file.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } ending)
            throw file.Refuse(
                $"is not what {ending} says: it is neither text in UTF-8 (or UTF-16 with a mark) nor any form of numbers that WebLab knows."
            );
        var target = file.Target;
        var length = file.Bytes.Length;
        var readings = new List<LabelTable>();
        foreach (var count in new[] { target.TrainCount, target.TrainSize }.Distinct())
        {
            foreach (var width in Widths(file).Where(width => (long)count * width == length))
            {
                foreach (var order in width == 1 ? "|" : "<>")
                    Add(readings, file, count, width, order);
            }
        }
        if (readings.Count == 1)
            return WidthByZeros(file.Bytes) is { } wide && readings[0].Form.Contains("bytes", StringComparison.Ordinal)
                ? throw file.Refuse(
                    Sentence.Of(
                        $"(raw numbers) looks like {length / wide:N0} integers of {8 * wide} bits, but has as many bytes as "
                            + $"{target.Title} has images: give one label for each, as .npy or one byte a label."
                    )
                )
                : readings[0];
        throw readings.Count > 1
            ? file.Refuse("(raw numbers) can be read in more than one way: save the labels as .npy or CSV, which say what they are.")
            : NoReading(file);
    }

    private static void Add(List<LabelTable> readings, LabelContent file, int count, int width, char order)
    {
        var form = width == 1 ? "raw bytes" : $"raw {8 * width}-bit integers";
        var column = NumericArray
            .Dense($"{order}{(width == 1 ? 'u' : 'i')}{width}", [count], isFortran: false, file.Bytes)
            .Columns(file, form, null);
        // One to as many as there are classes is for the caller to ask about.
        if (Array.TrueForAll(column[0].Numbers, number => number >= 0 && number <= file.Target.Classes.Count))
            readings.Add(LabelTable.Indexed(form, column));
    }

    private static DatasetException NoReading(LabelContent file)
    {
        var (target, length, classes) = (file.Target, file.Bytes.Length, file.Target.Classes.Count);
        if (Widths(file).FirstOrDefault(width => width > 1 && length % width == 0 && target.IsCount(length / width)) is > 1 and var wide)
            return file.Refuse(
                Sentence.Of(
                    $"(raw numbers) has as many bytes as {length / wide:N0} numbers of {8 * wide} bits, but they are no whole numbers from "
                        + $"0 to {classes - 1}: save the labels as .npy or CSV, which say what they are."
                )
            );
        if (!target.IsCount(length))
            return file.Refuse(
                Sentence.Of(
                    $"(raw numbers) has {length:N0} bytes{(Wide(length))}; {target.Wanted()}: give one label for each, in one "
                        + $"byte, or in 2, 4 or 8 bytes as whole numbers."
                )
            );
        var wrong = Array.FindIndex(file.Bytes, value => value > classes);
        return file.Refuse(
            Sentence.Of(
                $"(raw bytes) has label {file.Bytes[wrong]} at index {wrong:N0}; a label is a whole number from 0 to {classes - 1}."
            )
        );
    }

    // The name that says one byte a label; the store's own files have it.
    private static int[] Widths(LabelContent file) => file.Name.EndsWith(".u8", StringComparison.OrdinalIgnoreCase) ? [1] : [1, 2, 4, 8];

    private static string Wide(int length) =>
        string.Join(
            "",
            new[] { 4, 8 }
                .Where(width => length % width == 0)
                .Select(width => Sentence.Of($", or {length / width:N0} integers of {8 * width} bits"))
        );

    /// <summary>The width of the integers that the file's zeros tell of: all but one byte in every so many are zero.</summary>
    private static int? WidthByZeros(byte[] bytes)
    {
        foreach (var width in new[] { 8, 4, 2 }.Where(width => bytes.Length % width == 0 && bytes.Length >= 4 * width))
        {
            for (var place = 0; place < width; place += width - 1)
            {
                var at = place;
                if (bytes.Where((value, i) => i % width != at && value != 0).FirstOrDefault() == 0 && bytes.Any(value => value != 0))
                    return width;
            }
        }
        return null;
    }
}
