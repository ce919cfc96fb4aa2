using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Client.Saliency;

/// <summary>How large the data-randomisation test is launched.</summary>
/// <param name="Id">Its written name.</param>
/// <param name="Title">The words of the button.</param>
/// <param name="Train">Training images; null for all.</param>
/// <param name="Test">Test images; null for all.</param>
/// <param name="Seeds">Pairs of networks.</param>
/// <param name="Images">Test images whose maps are compared.</param>
public sealed record RandomisationSize(string Id, string Title, int? Train, int? Test, int Seeds, int Images)
{
    /// <summary>To see it in minutes.</summary>
    public static RandomisationSize Small { get; } = new("small", "Launch small", 2_000, 500, 1, 10);

    /// <summary>A sixth of the images, with as many maps as the authors drew.</summary>
    public static RandomisationSize Middle { get; } = new("middle", "Launch 10,000 images", 10_000, 10_000, 1, 20);

    /// <summary>All images and three seeds.</summary>
    public static RandomisationSize Full { get; } = new("full", "Launch as published", null, null, 3, 20);

    /// <summary>All, the least first.</summary>
    public static IReadOnlyList<RandomisationSize> All { get; } = [Small, Middle, Full];
}

/// <summary>The data-randomisation test as the pages launch it.</summary>
/// <param name="Size">How large.</param>
/// <param name="Network">One of the analysis's choices.</param>
/// <param name="Dataset">One of <see cref="Sets"/>.</param>
public sealed record RandomisationLaunch(RandomisationSize Size, string Network, DatasetInfo Dataset)
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = DataRandomisationReport.Kind;

    private const string NetworkKey = "saliencyNetwork";

    /// <summary>The field that names the network, as the trainer describes it; null for a trainer that has no such analysis.</summary>
    public static FieldInfo? NetworkField => LabCatalogue.FindAnalysis(Kind)?.Fields.FirstOrDefault(each => each.Key == NetworkKey);

    /// <summary>The sets of images that are here, MNIST first, whose bars were published.</summary>
    /// <param name="datasets">The lab's data sets.</param>
    public static IReadOnlyList<DatasetInfo> Sets(IEnumerable<DatasetInfo> datasets) =>
        [
            .. datasets
                .Where(dataset => dataset is { State: DatasetState.Ready, Facts.Kind: DatasetKind.Images })
                .OrderBy(dataset => dataset.Facts.Name == DatasetName.Mnist ? 0 : 1),
        ];

    /// <summary>What is sent to the server.</summary>
    public ExperimentRequest Request =>
        new()
        {
            Name = $"Data-randomisation test, {Dataset.Facts.Title}",
            Description = "Do the maps of where a network looks change when it is trained on random labels?",
            IsPrivate = Dataset.IsPrivate,
            Runs = [new("Data-randomisation test", Spec)],
        };

    private RunSpec Spec =>
        new()
        {
            Dataset = Dataset.Facts.Name,
            TrainSize = Math.Min(Dataset.Facts.TrainCount, Size.Train ?? Most("train-size")),
            TestSize = Math.Min(Dataset.Facts.TestCount, Size.Test ?? Most("test-size")),
            Analysis = new()
            {
                Kind = Kind,
                Fields = FieldGroup
                    .Empty.With(NetworkKey, Network)
                    .With("saliencySeeds", Size.Seeds)
                    .With("saliencyImages", Size.Images),
            },
        };

    private static int Most(string field) => SpecFields.Find(field) is WholeNumberField number ? number.Max : int.MaxValue;
}
