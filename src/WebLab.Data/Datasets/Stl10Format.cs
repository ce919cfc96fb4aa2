using System.Globalization;
using WebLab.Contracts;

namespace WebLab.Data.Datasets;

/// <summary>
/// STL-10's binary version (Coates, Lee and Ng 2011): of each split a file of images of 96x96, channel by channel and in each column by
/// column, and one of labels, a byte each, that count from 1. Its unlabelled images are not read. Classes have the names of
/// <c>class_names.txt</c> beside the files, else numbers.
/// </summary>
public sealed class Stl10Format : IDatasetFormat
{
    private const int Side = 96,
        Channels = 3,
        ChannelLength = Side * Side,
        ImageLength = Channels * ChannelLength;
    private const int MostNames = 10_000,
        MostClasses = 256;

    private const string Names = "class_names.txt";
    private static readonly string[] FileNames = ["train_X.bin", "train_y.bin", "test_X.bin", "test_y.bin"];

    /// <inheritdoc/>
    public string Wanted => string.Join(", ", FileNames);

    /// <inheritdoc/>
    public IEnumerable<FoundDataset> Find(string folder)
    {
        string[] paths = [.. FileNames.Select(name => Path.Combine(folder, name))];
        if (!paths.All(File.Exists))
            yield break;
        // One of nothing says nothing, and a pipe is waited for.
        var names = Path.Combine(folder, Names);
        yield return new(this, folder, "", LinkEnd.BytesOf(names) > 0 ? [.. paths, names] : paths);
    }

    /// <inheritdoc/>
    public DatasetSplits Read(FoundDataset found, int trainCount, int testCount)
    {
        var splits = Open(found);
        return splits with { Train = Held(splits.Train.First(trainCount)), Test = Held(splits.Test.First(testCount)) };
    }

    /// <inheritdoc/>
    public DatasetSplits Open(FoundDataset found)
    {
        var (train, test) = (Labels(found.Files[0], found.Files[1]), Labels(found.Files[2], found.Files[3]));
        return new(Images(found.Files[0], train), Images(found.Files[2], test), Classes(found, Math.Max(train.Max(), test.Max()) + 1));
    }

    private static ImageSet Held(ImageSet open) => new(Side, Side, Channels, open.Pixels, open.Labels);

    private static ImageSet Images(string path, byte[] labels) =>
        new(
            Side,
            Side,
            Channels,
            (first, pixels) =>
            {
                using var file = File.OpenHandle(path);
                var columns = new byte[ImageLength];
                for (var image = 0; image < pixels.Length / ImageLength; image++)
                {
                    FileBytes.Read(file, path, (long)(first + image) * ImageLength, columns);
                    Turn(columns, pixels.Slice(image * ImageLength, ImageLength));
                }
            },
            labels
        );

    private static void Turn(byte[] columns, Span<byte> rows)
    {
        for (var channel = 0; channel < ImageLength; channel += ChannelLength)
        {
            for (var row = 0; row < Side; row++)
            {
                for (var column = 0; column < Side; column++)
                    rows[channel + row * Side + column] = columns[channel + column * Side + row];
            }
        }
    }

    private static byte[] Labels(string imagesPath, string path)
    {
        var (length, labelCount) = (LinkEnd.Bytes(imagesPath), LinkEnd.Bytes(path));
        if (length == 0 || length % ImageLength != 0)
            throw new DatasetException(
                Sentence.Of($"{imagesPath} has {length:N0} bytes, which is no number of images of 96x96x3, {ImageLength:N0} bytes each.")
            );
        if (length / ImageLength != labelCount)
            throw new DatasetException(
                Sentence.Of($"{path} has {labelCount:N0} labels; {Path.GetFileName(imagesPath)} has {length / ImageLength:N0} images.")
            );
        var labels = File.ReadAllBytes(path);
        if (Array.IndexOf(labels, (byte)0) is >= 0 and var none)
            throw new DatasetException(Sentence.Of($"{path} has label 0 at place {none:N0}; labels are 1 and more."));
        return Array.ConvertAll(labels, label => (byte)(label - 1));
    }

    private static string[] Classes(FoundDataset found, int atLeast)
    {
        if (atLeast < 2)
            throw new DatasetException($"{found.Files[1]} has labels of one class only, 1; a data set has at least 2 classes.");
        var names =
            found.Files.Count > FileNames.Length && LinkEnd.Bytes(found.Files[^1]) < MostNames
                ? File.ReadAllText(found.Files[^1]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : [];
        return names.Length >= atLeast && names.Length <= MostClasses && names.Distinct().Count() == names.Length
            ? names
            : [.. Enumerable.Range(1, atLeast).Select(label => label.ToString(CultureInfo.InvariantCulture))];
    }
}
