using System.IO.Compression;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;

namespace WebLab.Data.Examples;

/// <summary>Published C-scores as their authors give them out: an <c>.npz</c> with <c>labels</c> and <c>scores</c>, one each a training
/// example in the data set's order.</summary>
public static class CScoreFile
{
    /// <summary>What the files are found by.</summary>
    public const string Pattern = "*cscores*.npz";

    private const long MaxBytes = 100_000_000;

    /// <summary>The scores of a data set's first examples, from the first file that is of them.</summary>
    /// <param name="folders">Where to look; those that are absent are passed over.</param>
    /// <param name="trueLabels">The publisher's labels, by which a file is known to be of the same examples.</param>
    /// <returns>Null where there is no such file.</returns>
    public static float[]? Find(IEnumerable<string> folders, byte[] trueLabels)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(trueLabels);
        return folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal))
            .Select(path => Read(path, trueLabels))
            .FirstOrDefault(scores => scores is not null);
    }

    private static float[]? Read(string path, byte[] trueLabels)
    {
        try
        {
            if (LinkEnd.BytesOf(path) is not (> 0 and <= MaxBytes))
                return null;
            using var archive = ZipFile.OpenRead(path);
            if (Array(archive, "labels") is not { } labels || Array(archive, "scores") is not { } scores)
                return null;
            // 10 classes by chance agree on as many labels as these once in 10^100.
            var isSame =
                labels.Length >= trueLabels.Length
                && scores.Length == labels.Length
                && Enumerable.Range(0, trueLabels.Length).All(i => labels[i] == trueLabels[i]);
            return isSame ? [.. scores.Take(trueLabels.Length).Select(score => (float)score)] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or DatasetException)
        {
            // A file that is none of these is nobody's scores.
            return null;
        }
    }

    private static double[]? Array(ZipArchive archive, string name)
    {
        if (archive.GetEntry($"{name}.npy") is not { Length: < MaxBytes } entry)
            return null;
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var file = new LabelContent(name, bytes.ToArray(), new(name, [], 0, 0, 0));
        var (array, form) = NumpyLabels.Array(file);
        return array.Columns(file, form, null) is [var column] ? column.Numbers : null;
    }
}
