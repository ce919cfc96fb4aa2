using System.Globalization;
using System.Text;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Data.Corruption.Labels;

/// <summary>
/// Labels from a file, for example the human labels of CIFAR-10N, in the order of the training images: one byte an image, or CSV
/// with a label or <c>index,label</c> a line (a first line that is no number is a heading).
/// </summary>
public static class FileLabels
{
    /// <summary>The largest label file, in bytes. Ten characters a line are plenty for "index,label": a larger file cannot be labels of the
    /// data sets there are.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>Reads all labels of a file that a person hands over.</summary>
    /// <param name="name">Its name; <c>.csv</c> and <c>.txt</c> are read by lines, any other by bytes.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="facts">The data set that it labels.</param>
    /// <returns>A class index for each of the first training images, as many as the file has.</returns>
    /// <exception cref="DatasetException">It is not such a file: empty, with more labels than images, or with a label that is no
    /// class.</exception>
    public static byte[] Parse(string name, byte[] content, DatasetFacts facts)
    {
        var classes = facts.Classes.Count;
        var lines = IsText(name) ? Lines(name, Encoding.UTF8.GetString(content).Split('\n')) : null;
        var count = lines?.Count ?? content.Length;
        if (count == 0)
            throw new DatasetException($"{name} holds no labels.");
        if (count > facts.TrainCount)
            throw new DatasetException($"{name} has {count:N0} labels; {facts.Title} has {facts.TrainCount:N0} training images.");
        return lines is null ? ReadBytes(name, content, count, classes) : ReadLines(name, lines, count, classes);
    }

    internal static byte[] Read(string? folder, string name, int count, int classes)
    {
        var path = Locate(folder, name);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
                throw new DatasetException($"{name} has {length:N0} bytes; a label file has at most {MaxBytes:N0}.");
            return IsText(name)
                ? ReadLines(name, Lines(name, File.ReadAllLines(path)), count, classes)
                : ReadBytes(name, File.ReadAllBytes(path), count, classes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The label file {name} could not be read: {error.Message}", error);
        }
    }

    private static bool IsText(string name) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    // The spec's check allows no separator in the name; a link that leads out of the folder is refused here.
    private static string Locate(string? folder, string name)
    {
        if (folder is null)
            throw new DatasetException($"The label file {name} cannot be found: no folder of label files is set up.");
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (Path.GetFileName(path) != name || Path.GetDirectoryName(path) != Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar))
            throw new DatasetException($"The label file {name} must be a plain file name in the folder of label files.");
        if (!File.Exists(path))
            throw new DatasetException($"The label file {name} is not in {folder}.");
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not null)
            throw new DatasetException($"The label file {name} is a link; it must be a file in the folder of label files.");
        return path;
    }

    private static byte[] ReadBytes(string name, byte[] labels, int count, int classes)
    {
        if (labels.Length < count)
            throw new DatasetException($"{name} has {labels.Length:N0} labels; {count:N0} training images need as many.");
        var wrong = Array.FindIndex(labels, 0, count, label => label >= classes);
        return wrong < 0
            ? labels[..count]
            : throw Refusal(name, labels[wrong], $"at index {wrong:N0}", classes, labels.Min() == 1 && labels.Max() == classes);
    }

    private static byte[] ReadLines(string name, List<Line> lines, int count, int classes)
    {
        var given = new byte[count];
        var seen = new bool[count];
        foreach (var (number, index, label) in lines)
        {
            if (label >= classes)
                throw Refusal(
                    name,
                    label,
                    $"in line {number:N0}",
                    classes,
                    lines.Min(line => line.Label) == 1 && lines.Max(line => line.Label) == classes
                );
            if (index >= count)
                continue;
            if (seen[index])
                throw new DatasetException($"{name} labels image {index:N0} twice, the second time in line {number:N0}.");
            given[index] = (byte)label;
            seen[index] = true;
        }
        var missing = Array.IndexOf(seen, false);
        return missing < 0
            ? given
            : throw new DatasetException($"{name} has no label for image {missing:N0}; {count:N0} training images need as many.");
    }

    private static List<Line> Lines(string name, string[] texts)
    {
        var lines = new List<Line>();
        for (var i = 0; i < texts.Length; i++)
        {
            var text = texts[i].Trim().TrimStart('\uFEFF');
            if (text.Length == 0 || (i == 0 && !char.IsAsciiDigit(text[0])))
                continue;
            var fields = text.Split(',', StringSplitOptions.TrimEntries);
            var index = lines.Count;
            if (fields.Length > 2 || (fields.Length == 2 && !TryWhole(fields[0], out index)) || !TryWhole(fields[^1], out var label))
                throw new DatasetException($"{name} line {i + 1:N0} must be a label or index,label; it was \"{Shorten(text)}\".");
            lines.Add(new(i + 1, index, label));
        }
        return lines;
    }

    private static DatasetException Refusal(string name, int label, string place, int classes, bool countsFromOne) =>
        new(
            countsFromOne
                ? $"{name} has labels 1 to {classes}; labels count from 0, here 0 to {classes - 1}: subtract 1 from each."
                : $"{name} has label {label} {place}; labels are 0 to {classes - 1}."
        );

    private static bool TryWhole(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Shorten(string line) => line.Length <= 40 ? line : line[..40] + "...";

    private readonly record struct Line(int Number, int Index, int Label);
}
