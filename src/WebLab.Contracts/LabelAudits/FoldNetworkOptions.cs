namespace WebLab.Contracts.LabelAudits;

/// <summary>Networks that score the examples which they were not trained on: the examples are parted into folds, and each fold is told by
/// a network that was trained on all the others.</summary>
/// <param name="Network">The id of a network of the catalogue, which is trained with its fields at their defaults.</param>
public sealed record FoldNetworkOptions(string Network)
{
    /// <summary>The written value of no network, for ridge regression.</summary>
    public const string None = "none";

    /// <summary>The keys of a recipe's fields.</summary>
    public const string NetworkKey = "auditNetwork",
        FoldsKey = "auditFolds",
        EpochsKey = "auditFoldEpochs",
        RateKey = "auditFoldRate";

    /// <summary>The fewest and the most folds, and the most epochs.</summary>
    public const int MinFolds = 2,
        MaxFolds = 20,
        MaxEpochs = 1_000;

    /// <summary>The greatest learning rate.</summary>
    public const double MaxLearningRate = 10;

    /// <summary>Into how many folds the examples are parted, 2 to 20; as many networks are trained.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Epochs of each network, 1 to 1,000.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The learning rate that each begins with, up to 10; 0 for the one that the network has by itself.</summary>
    public double LearningRate { get; init; }
}
