using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Datasets;

/// <summary>What is fixed about a data set.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Description">One sentence on what it holds.</param>
/// <param name="TrainCount">Training images.</param>
/// <param name="TestCount">Test images.</param>
/// <param name="Height">Rows of an image as stored.</param>
/// <param name="Width">Columns of an image as stored.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Classes">The class names, in the order of the labels.</param>
public sealed record DatasetFacts(
    string Name,
    string Title,
    string Description,
    int TrainCount,
    int TestCount,
    int Height,
    int Width,
    int Channels,
    IReadOnlyList<string> Classes
)
{
    /// <summary>The side of the square that every image is cropped to (paper, appendix A).</summary>
    public const int CropSize = 28;

    /// <summary>Every data set, in the order in which they are shown.</summary>
    public static IReadOnlyList<DatasetFacts> All { get; } =
    [
        new(
            DatasetName.Generated,
            "Generated shapes",
            "Ten classes of small coloured images that WebLab draws itself: shapes, strokes and textures with jitter and noise.",
            20_000,
            2_000,
            32,
            32,
            3,
            ["disc", "ring", "square", "triangle", "cross", "stripes", "checks", "dots", "wave", "spiral"]
        ),
        new(
            DatasetName.Cifar10,
            "CIFAR-10",
            "Photographs of ten kinds of things, the paper's main data set.",
            50_000,
            10_000,
            32,
            32,
            3,
            ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
        ),
        new(
            DatasetName.Mnist,
            "MNIST",
            "Handwritten digits, the data set of the paper's kernel experiments.",
            60_000,
            10_000,
            28,
            28,
            1,
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
        ),
    ];

    /// <summary>Their ids, in that order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(facts => facts.Name)];

    /// <summary>The facts of the data set of that id, in any case, or null.</summary>
    /// <param name="name">The id.</param>
    public static DatasetFacts? Find(string? name) =>
        All.FirstOrDefault(facts => string.Equals(facts.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The facts of one data set.</summary>
    /// <param name="name">An id that there is.</param>
    public static DatasetFacts Of(string name) =>
        Find(name) ?? throw new ArgumentException($"There is no data set {name}.", nameof(name));
}
