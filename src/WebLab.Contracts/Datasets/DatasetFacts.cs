using System.Collections;
using System.Text.Json.Serialization;
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
    public static IReadOnlyList<DatasetFacts> All => _all;

    /// <summary>What an example is.</summary>
    public DatasetKind Kind { get; init; }

    /// <summary>The features' names, one for each of <see cref="Width"/>; none for images.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Whether the central square of <see cref="CropSize"/> is what a network gets of each image, as in the paper.</summary>
    public bool IsCropped { get; init; }

    /// <summary>Whether a lab added it, rather than that it comes with the product.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether its name is kept out of <see cref="Names"/>, since not everybody may know it. Of the server's memory alone: whoever
    /// is told of a set may list it.</summary>
    [JsonIgnore]
    public bool IsUnlisted { get; init; }

    /// <summary>Rows of an image as a network gets it.</summary>
    [JsonIgnore]
    public int InputHeight => IsCropped ? CropSize : Height;

    /// <summary>Columns of an image as a network gets it.</summary>
    [JsonIgnore]
    public int InputWidth => IsCropped ? CropSize : Width;

    private static readonly Lock Gate = new();

    private static volatile IReadOnlyList<DatasetFacts> _all =
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
        )
        {
            IsCropped = true,
        },
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
        )
        {
            IsCropped = true,
        },
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

    /// <summary>The ids of those that everybody may know, in that order: always those of this moment.</summary>
    public static IReadOnlyList<string> Names { get; } = new CatalogueNames();

    /// <summary>Makes a lab's own data set known, or known anew; those of the product stay as they are.</summary>
    /// <param name="facts">What is fixed about it.</param>
    public static void Add(DatasetFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        lock (Gate)
        {
            if (facts.IsOwn && Find(facts.Name) is not { IsOwn: false })
                _all = [.. _all.Where(known => known.Name != facts.Name), facts];
        }
    }

    /// <summary>Takes a lab's own data set out of the lists; runs that name it are still understood.</summary>
    /// <param name="name">Its id.</param>
    public static void Unlist(string name)
    {
        if (Find(name) is { IsOwn: true } facts)
            Add(facts with { IsUnlisted = true });
    }

    /// <summary>The facts of the data set of that id, in any case, or null.</summary>
    /// <param name="name">The id.</param>
    public static DatasetFacts? Find(string? name) =>
        All.FirstOrDefault(facts => string.Equals(facts.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The facts of one data set.</summary>
    /// <param name="name">An id that there is.</param>
    /// <exception cref="UnknownDatasetException">There is none, or no longer.</exception>
    public static DatasetFacts Of(string name) => Find(name) ?? throw new UnknownDatasetException(name);

    private sealed class CatalogueNames : IReadOnlyList<string>
    {
        public int Count => Listed.Count();

        public string this[int index] => Listed.ElementAt(index);

        private static IEnumerable<string> Listed => _all.Where(facts => !facts.IsUnlisted).Select(facts => facts.Name);

        public IEnumerator<string> GetEnumerator() => Listed.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
