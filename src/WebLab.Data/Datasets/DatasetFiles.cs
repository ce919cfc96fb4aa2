using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>The files of the published data sets: names, sizes and checksums, and where they are on a disk.</summary>
public static class DatasetFiles
{
    // A file may be in any one of its forms; MNIST's are kept gzipped or unpacked.
    private static readonly DatasetFile[][] Cifar10 =
    [
        [new("data_batch_1.bin", 30_730_000, "5dd7e06a14cb22eb9f671a540d1b7c25")],
        [new("data_batch_2.bin", 30_730_000, "5ea93a67294ea407fff1d09f752e9692")],
        [new("data_batch_3.bin", 30_730_000, "942cd6a4bcdd0dd3c604fbe906cb4421")],
        [new("data_batch_4.bin", 30_730_000, "ae636b3ba5c66a11e91e8cb52e771fcb")],
        [new("data_batch_5.bin", 30_730_000, "53f37980c15c3d472c316c40844f3f0d")],
        [new("test_batch.bin", 30_730_000, "803d5f7f4d78ea53de84dbe85f74fb6d")],
    ];

    private static readonly DatasetFile[][] Mnist =
    [
        [
            new("train-images-idx3-ubyte", 47_040_016, "6bbc9ace898e44ae57da46a324031adb"),
            new("train-images-idx3-ubyte.gz", 9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
        ],
        [
            new("train-labels-idx1-ubyte", 60_008, "a25bea736e30d166cdddb491f175f624"),
            new("train-labels-idx1-ubyte.gz", 28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
        ],
        [
            new("t10k-images-idx3-ubyte", 7_840_016, "2646ac647ad5339dbf082846283269ea"),
            new("t10k-images-idx3-ubyte.gz", 1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
        ],
        [
            new("t10k-labels-idx1-ubyte", 10_008, "27ae3e4e09519cfbb04c329615203637"),
            new("t10k-labels-idx1-ubyte.gz", 4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
        ],
    ];

    /// <summary>What the publisher offers for download: CIFAR-10 as one archive that unpacks into <see cref="FolderName"/>, MNIST as four
    /// files.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Nothing for the generated set.</returns>
    public static IReadOnlyList<DatasetFile> Published(string name) =>
        name switch
        {
            DatasetName.Cifar10 => [new("cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")],
            DatasetName.Mnist => [.. Mnist.Select(forms => forms[^1])],
            _ => [],
        };

    /// <summary>What a downloaded archive must hold, in a folder <see cref="FolderName"/>.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Nothing for a data set that is not published as an archive.</returns>
    public static IReadOnlyList<DatasetFile> Unpacked(string name) =>
        name == DatasetName.Cifar10 ? [.. Cifar10.Select(forms => forms[0])] : [];

    /// <summary>The folder that a data set's files stand in when their parent is given.</summary>
    /// <param name="name">The data set.</param>
    public static string FolderName(string name) =>
        name switch
        {
            DatasetName.Cifar10 => "cifar-10-batches-bin",
            DatasetName.Mnist => "mnist",
            _ => "",
        };

    /// <summary>The folder, beside a data set's own, in which the labels that others gave its images are published.</summary>
    /// <param name="name">The data set.</param>
    /// <returns>Null where there is no such publication.</returns>
    public static string? LabelFolderName(string name) => name == DatasetName.Cifar10 ? "cifar-10n" : null;

    /// <summary>The folder that holds every file of a data set.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">That folder itself, or its parent.</param>
    /// <returns>The folder, or null when a file is missing in both.</returns>
    public static string? Find(string name, string folder) =>
        new[] { folder, Path.Combine(folder, FolderName(name)) }.FirstOrDefault(candidate =>
            Forms(name).All(forms => Existing(candidate, forms) is not null)
        );

    /// <summary>Compares the files' checksums with the published ones; takes about a second for CIFAR-10.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">What <see cref="Find"/> returned.</param>
    /// <returns>
    /// A sentence for each file that differs. Such a file is still usable if <see cref="DatasetReader.Load"/> accepts its size and labels.
    /// </returns>
    /// <exception cref="DatasetException">A file cannot be read.</exception>
    public static IReadOnlyList<string> Check(string name, string folder)
    {
        try
        {
            return
            [
                .. Forms(name)
                    .Select(forms => Existing(folder, forms))
                    .OfType<DatasetFile>()
                    .Where(file => !file.IsAt(Path.Combine(folder, file.Name)))
                    .Select(file => $"{file.Name} is not the published file: its MD5 differs from {file.Md5}."),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The files in {folder} could not be checked: {error.Message}", error);
        }
    }

    /// <summary>The names of a data set's files, for a sentence.</summary>
    internal static string Wanted(string name) => string.Join(", ", Forms(name).Select(forms => forms[^1].Name));

    private static DatasetFile[][] Forms(string name) =>
        name switch
        {
            DatasetName.Cifar10 => Cifar10,
            DatasetName.Mnist => Mnist,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a data set with files."),
        };

    private static DatasetFile? Existing(string folder, DatasetFile[] forms) =>
        forms.FirstOrDefault(file => File.Exists(Path.Combine(folder, file.Name)));
}
