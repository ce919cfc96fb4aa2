using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>The files of the published data sets: names, sizes and checksums, and where they are on a disk.</summary>
public static class DatasetFiles
{
    private static readonly Cifar10Format Cifar10Form = new();
    private static readonly IdxFormat IdxForm = new();

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

    /// <summary>A file beside others that says, by a data set's name, that these stand in for it without its content: where something is
    /// tried that asks for the set by its name. Each file is still told not to be the published one.</summary>
    public const string StandIn = "STAND-IN";

    /// <summary>The names of the classes beside files in CIFAR-10's form, a line each.</summary>
    public const string ClassNames = "batches.meta.txt";

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

    /// <summary>The files of a data set, by their names.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="folder">The folder that they stand in, or its parent.</param>
    /// <returns>Null when a file is missing in both, or they may not be looked into.</returns>
    public static FoundDataset? Find(string name, string folder)
    {
        var format = Format(name);
        try
        {
            return Candidates(name, folder).SelectMany(format.Find).FirstOrDefault(found => found.Name is "" || IsCalled(name, found.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Compares the files' checksums with the published ones; takes about a second for CIFAR-10.</summary>
    /// <param name="name">A data set with files.</param>
    /// <param name="found">What <see cref="Find"/> returned.</param>
    /// <returns>
    /// A sentence for each file that differs. Such a file is still usable if <see cref="DatasetCheck"/> finds no problem.
    /// </returns>
    /// <exception cref="DatasetException">A file cannot be read.</exception>
    public static IReadOnlyList<string> Check(string name, FoundDataset found)
    {
        try
        {
            return
            [
                .. found
                    .Files.Zip(Forms(name))
                    .Where(file => !file.Second.Any(form => form.IsAt(file.First)))
                    .Select(file =>
                        $"{Path.GetFileName(file.First)} is not the published file: "
                        + $"its MD5 differs from {FormOf(file.First, file.Second).Md5}."
                    ),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The files in {found.Folder} could not be checked: {error.Message}", error);
        }
    }

    /// <summary>
    /// Why files are not the data set. Fashion-MNIST and others have the names and the sizes of MNIST's, and any set can be written in
    /// CIFAR-10's form: files of which not one has its content are not the set, unless <see cref="StandIn"/> says that they stand in for
    /// it.
    /// </summary>
    /// <exception cref="DatasetException">A file is not whole.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static string? Refusal(string name, FoundDataset found) =>
        name switch
        {
            DatasetName.Cifar10 when !Cifar10Format.IsCifar10(found) && !StandsIn(name, found) =>
                $"The files in {found.Folder} are not CIFAR-10's: none of the training files begins as it does. If they are another data "
                    + "set in its form, use it under a name of its own.",
            // The labels first: they are small.
            DatasetName.Mnist when !new[] { 1, 3, 2, 0 }.Any(i => IsMnist(found, i)) && !StandsIn(name, found) =>
                $"The files in {found.Folder} are not MNIST's: none of the four has its content. If they are another data set with files "
                    + "of the same names, as Fashion-MNIST, use it under a name of its own.",
            _ => null,
        };

    private static bool IsMnist(FoundDataset found, int i) => IdxFile.Md5(found.Files[i], i % 2 == 0 ? 3 : 1) == Mnist[i][0].Md5;

    /// <summary>Whether <see cref="StandIn"/> says that files stand in for a data set.</summary>
    /// <param name="name">The data set.</param>
    /// <param name="found">Its files.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool StandsIn(string name, FoundDataset found) =>
        new FileInfo(Path.Combine(found.Folder, StandIn)) is { Exists: true, Length: < 100 } file
        && File.ReadAllText(file.FullName).Trim() == name;

    /// <summary>The names of a data set's files, for a sentence.</summary>
    internal static string Wanted(string name) => Format(name).Wanted;

    private static IDatasetFormat Format(string name) =>
        name switch
        {
            DatasetName.Cifar10 => Cifar10Form,
            DatasetName.Mnist => IdxForm,
            _ => throw NoFiles(name),
        };

    private static DatasetFile[][] Forms(string name) =>
        name switch
        {
            DatasetName.Cifar10 => Cifar10,
            DatasetName.Mnist => Mnist,
            _ => throw NoFiles(name),
        };

    private static ArgumentOutOfRangeException NoFiles(string name) => new(nameof(name), name, "Not a data set with files.");

    private static DatasetFile FormOf(string path, DatasetFile[] forms) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? forms[^1] : forms[0];

    // torchvision unpacks MNIST into MNIST/raw, others into folders with or without capitals.
    private static IEnumerable<string> Candidates(string name, string folder) =>
        new[] { folder }
            .Concat(
                Directory.Exists(folder)
                    ? Directory
                        .EnumerateDirectories(folder)
                        .Where(inner => IsCalled(name, Path.GetFileName(inner)))
                        .Order(StringComparer.Ordinal)
                    : []
            )
            .SelectMany(candidate => name == DatasetName.Mnist ? new[] { candidate, Path.Combine(candidate, "raw") } : [candidate]);

    private static bool IsCalled(string name, string word) => word.Equals(FolderName(name), StringComparison.OrdinalIgnoreCase);
}
