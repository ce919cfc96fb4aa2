using System.Globalization;
using System.Text.RegularExpressions;

namespace WebLab.Data.Datasets;

/// <summary>
/// The form of MNIST, Fashion-MNIST, EMNIST, KMNIST and their like: images and labels of both splits in one IDX file each, of grey images
/// of any size, with classes that count from 0 or, as EMNIST's letters, from 1.
/// </summary>
public sealed partial class IdxFormat : IDatasetFormat
{
    /// <inheritdoc/>
    public string Wanted =>
        "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (each plain or with .gz)";

    /// <inheritdoc/>
    public IEnumerable<FoundDataset> Find(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return Directory
            .EnumerateFiles(folder)
            .Select(path => (Path: path, Name: FileName().Match(Path.GetFileName(path))))
            .Where(file => file.Name.Success)
            .GroupBy(file => file.Name.Groups["set"].Value.TrimEnd('-', '_', '.'), StringComparer.OrdinalIgnoreCase)
            .OrderBy(set => set.Key, StringComparer.Ordinal)
            .Select(set =>
            {
                // An unpacked file comes before its archive.
                string? Of(string split, string what) =>
                    set.Where(file =>
                            file.Name.Groups["split"].Value.StartsWith(split, StringComparison.OrdinalIgnoreCase)
                            && file.Name.Groups["what"].Value.Equals(what, StringComparison.OrdinalIgnoreCase)
                        )
                        .Select(file => file.Path)
                        .OrderBy(path => path.Length)
                        .FirstOrDefault();
                string?[] files =
                [
                    Of("train", "images"),
                    Of("train", "labels"),
                    Of("t1", "images") ?? Of("te", "images"),
                    Of("t1", "labels") ?? Of("te", "labels"),
                ];
                return files.All(file => file is not null) ? new FoundDataset(this, folder, set.Key, [.. files.OfType<string>()]) : null;
            })
            .OfType<FoundDataset>();
    }

    /// <inheritdoc/>
    public DatasetSplits Read(FoundDataset found, int trainCount, int testCount)
    {
        var splits = Splits(found, Split(found.Files[0], found.Files[1]), Split(found.Files[2], found.Files[3]));
        return splits with { Train = splits.Train.First(trainCount), Test = splits.Test.First(testCount) };
    }

    /// <inheritdoc/>
    public DatasetSplits Open(FoundDataset found) =>
        Splits(found, OpenSplit(found.Files[0], found.Files[1]), OpenSplit(found.Files[2], found.Files[3]));

    private static DatasetSplits Splits(FoundDataset found, ImageSet train, ImageSet test)
    {
        if ((train.Height, train.Width) != (test.Height, test.Width))
            throw new DatasetException(
                $"{found.Files[2]} has images of {test.Height}x{test.Width}; the training images are {train.Height}x{train.Width}."
            );
        var (first, last) = (Math.Min(train.Labels.Min(), test.Labels.Min()), Math.Max(train.Labels.Max(), test.Labels.Max()));
        // Where no image has class 0, classes count from 1.
        var from = first == 0 ? 0 : 1;
        var classes = last - from + 1;
        if (classes < 2)
            throw new DatasetException($"{found.Files[1]} has labels of one class only, {last}; a data set has at least 2 classes.");
        return new(
            train.Counted(from),
            test.Counted(from),
            [.. Enumerable.Range(from, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))]
        );
    }

    private static ImageSet Split(string imagesPath, string labelsPath)
    {
        var (sizes, pixels) = IdxFile.Read(imagesPath, 3);
        return new(sizes[1], sizes[2], 1, pixels, Labels(labelsPath, imagesPath, sizes[0]));
    }

    private static ImageSet OpenSplit(string imagesPath, string labelsPath)
    {
        var images = OpenIdxFile.Of(imagesPath, 3);
        var length = images.Sizes[1] * images.Sizes[2];
        return new(
            images.Sizes[1],
            images.Sizes[2],
            1,
            (first, pixels) => images.Read((long)first * length, pixels),
            Labels(labelsPath, imagesPath, images.Sizes[0])
        );
    }

    private static byte[] Labels(string path, string imagesPath, int count)
    {
        var (_, labels) = IdxFile.Read(path, 1);
        return labels.Length == count
            ? labels
            : throw new DatasetException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} has {labels.Length:N0} labels; {Path.GetFileName(imagesPath)} has {count:N0} images."
                )
            );
    }

    [GeneratedRegex(
        "^(?<set>.*?)(?<split>train|t10k|test)[-_. ](?<what>images|labels)([-_. ]idx[13])?([-_. ]u?byte)?(\\.idx)?(\\.gz)?$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex FileName();
}
