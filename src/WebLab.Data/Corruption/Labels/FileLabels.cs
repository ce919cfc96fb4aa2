using System.Globalization;
using WebLab.Data.Datasets;

namespace WebLab.Data.Corruption.Labels;

/// <summary>
/// Labels from a file, for example the human labels of CIFAR-10N, in the order of the training images: one byte an image, or CSV
/// with a label or <c>index,label</c> a line (a first line that is no number is a heading).
/// </summary>
internal static class FileLabels
{
    // Ten characters a line are plenty for "index,label": a larger file cannot be labels of the data sets there are.
    private const long MaxBytes = 1_000_000;

    public static byte[] Read(string? folder, string name, int count, int classes)
    {
        var path = Locate(folder, name);
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
                throw new DatasetException($"{name} has {length:N0} bytes; a label file has at most {MaxBytes:N0}.");
            return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                ? ReadLines(name, File.ReadAllLines(path), count, classes)
                : ReadBytes(name, File.ReadAllBytes(path), count, classes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The label file {name} could not be read: {error.Message}", error);
        }
    }

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
            : throw new DatasetException($"{name} has label {labels[wrong]} at index {wrong:N0}; labels are 0 to {classes - 1}.");
    }

    private static byte[] ReadLines(string name, string[] lines, int count, int classes)
    {
        var given = new byte[count];
        var seen = new bool[count];
        var next = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]) || (i == 0 && !char.IsAsciiDigit(lines[i].TrimStart()[0])))
                continue;
            var fields = lines[i].Split(',', StringSplitOptions.TrimEntries);
            var index = next++;
            if (fields.Length > 2 || (fields.Length == 2 && !TryWhole(fields[0], out index)) || !TryWhole(fields[^1], out var label))
                throw new DatasetException($"{name} line {i + 1:N0} must be a label or index,label; it was \"{Shorten(lines[i])}\".");
            if (label >= classes)
                throw new DatasetException($"{name} has label {label} in line {i + 1:N0}; labels are 0 to {classes - 1}.");
            if (index >= count)
                continue;
            if (seen[index])
                throw new DatasetException($"{name} labels image {index:N0} twice, the second time in line {i + 1:N0}.");
            given[index] = (byte)label;
            seen[index] = true;
        }
        var missing = Array.IndexOf(seen, false);
        return missing < 0 ? given : throw new DatasetException($"{name} has no label for image {missing:N0}; {count:N0} training images need as many.");
    }

    private static bool TryWhole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static string Shorten(string line) => line.Length <= 40 ? line : line[..40] + "...";
}
