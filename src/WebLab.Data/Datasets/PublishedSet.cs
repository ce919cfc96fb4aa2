using WebLab.Contracts.Specs;

namespace WebLab.Data.Datasets;

/// <summary>A data set that others publish and the product knows by its name: all that is known of its files.</summary>
internal sealed record PublishedSet
{
    // MNIST's are kept gzipped or unpacked.
    private static readonly DatasetFile[][] MnistFiles =
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

    /// <summary>Its id.</summary>
    public required string Name { get; init; }

    /// <summary>How its files are read.</summary>
    public required IDatasetFormat Format { get; init; }

    /// <summary>Its files in the format's order, each in any one of its forms: unpacked first, packed last.</summary>
    public required DatasetFile[][] Files { get; init; }

    /// <summary>The archive of them that is offered; null where they are offered one by one.</summary>
    public DatasetFile? Archive { get; init; }

    /// <summary>The folder that they stand in when its parent is given.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder beside it with the labels that others gave its images; null where there is no such publication.</summary>
    public string? LabelFolder { get; init; }

    /// <summary>Whether files are this set, and not another with files of the same names.</summary>
    public required Func<FoundDataset, bool> IsIt { get; init; }

    /// <summary>What is said of files that are not, after <c>are not</c>.</summary>
    public required string NotIt { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PublishedSet> All { get; } =
    [
        new()
        {
            Name = DatasetName.Cifar10,
            Format = new Cifar10Format(),
            Files =
            [
                [new("data_batch_1.bin", 30_730_000, "5dd7e06a14cb22eb9f671a540d1b7c25")],
                [new("data_batch_2.bin", 30_730_000, "5ea93a67294ea407fff1d09f752e9692")],
                [new("data_batch_3.bin", 30_730_000, "942cd6a4bcdd0dd3c604fbe906cb4421")],
                [new("data_batch_4.bin", 30_730_000, "ae636b3ba5c66a11e91e8cb52e771fcb")],
                [new("data_batch_5.bin", 30_730_000, "53f37980c15c3d472c316c40844f3f0d")],
                [new("test_batch.bin", 30_730_000, "803d5f7f4d78ea53de84dbe85f74fb6d")],
            ],
            Archive = new("cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530"),
            Folder = "cifar-10-batches-bin",
            LabelFolder = "cifar-10n",
            IsIt = Cifar10Format.IsCifar10,
            NotIt =
                "CIFAR-10's: none of the training files begins as it does. If they are another data set in its form, use it under a name "
                + "of its own.",
        },
        new()
        {
            Name = DatasetName.Mnist,
            Format = new IdxFormat(),
            Files = MnistFiles,
            Folder = "mnist",
            // The labels first: they are small.
            IsIt = found => new[] { 1, 3, 2, 0 }.Any(i => IdxFile.Md5(found.Files[i], i % 2 == 0 ? 3 : 1) == MnistFiles[i][0].Md5),
            NotIt =
                "MNIST's: none of the four has its content. If they are another data set with files of the same names, as Fashion-MNIST, "
                + "use it under a name of its own.",
        },
    ];

    /// <summary>The one of that name; null for a set that is drawn, or a lab's own.</summary>
    public static PublishedSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);
}
