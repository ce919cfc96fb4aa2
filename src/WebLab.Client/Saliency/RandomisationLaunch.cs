using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Client.Saliency;

/// <summary>The data-randomisation test as the pages launch it: small, to see it in minutes, or as it was published.</summary>
/// <param name="IsPublished">Whether with all training images and three seeds.</param>
/// <param name="Network">One of the analysis's choices.</param>
/// <param name="Dataset">One of <see cref="Sets"/>.</param>
public sealed record RandomisationLaunch(bool IsPublished, string Network, DatasetInfo Dataset)
{
    /// <summary>The kind of analysis.</summary>
    public const string Kind = "data-randomisation";

    private const int SmallTrain = 2_000,
        SmallTest = 500,
        SmallImages = 10;

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
            TrainSize = Math.Min(Dataset.Facts.TrainCount, IsPublished ? Most("train-size") : SmallTrain),
            TestSize = Math.Min(Dataset.Facts.TestCount, IsPublished ? Most("test-size") : SmallTest),
            Analysis = new()
            {
                Kind = Kind,
                Fields = IsPublished ? Fields : Fields.With("saliencySeeds", 1).With("saliencyImages", SmallImages),
            },
        };

    private FieldGroup Fields => FieldGroup.Empty.With("saliencyNetwork", Network);

    private static int Most(string field) => SpecFields.Find(field) is WholeNumberField number ? number.Max : int.MaxValue;
}
