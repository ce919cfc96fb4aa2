using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;

namespace WebLab.Science.Paper.Items;

/// <summary>The recipes of appendix A that the items share.</summary>
internal static class PaperSpecs
{
    /// <summary>The paper prints no coefficient; 1e-4 is what the first author's published code takes (paper.md 1.5).</summary>
    public const double WeightDecay = 1e-4;

    /// <summary>The networks of figures 1b and 1c, by the paper's names.</summary>
    public static readonly IReadOnlyList<(string Name, string Model)> Networks =
    [
        ("Inception", ModelName.SmallInception),
        ("AlexNet", ModelName.SmallAlexnet),
        ("MLP 1x512", ModelName.Mlp1x512),
    ];

    /// <summary>All of CIFAR-10 with the network's learning rate, batches of 128, momentum 0.9, decay 0.95.</summary>
    public static RunSpec Full(string model, int epochs) =>
        new()
        {
            Dataset = DatasetName.Cifar10,
            TrainSize = 50_000,
            TestSize = 10_000,
            Model = model,
            Epochs = epochs,
            LearningRate = LabCatalogue.Model(model).LearningRate,
        };

    /// <summary>The first images of CIFAR-10; fewer steps an epoch, so the learning rate falls more slowly.</summary>
    public static RunSpec Small(string model, int trainSize, int epochs) =>
        Full(model, epochs) with
        {
            TrainSize = trainSize,
            TestSize = 2_000,
            LearningRateDecay = 0.99,
        };

    public static RunSpec With(this RunSpec spec, string kind, double noiseRate = 0) =>
        spec with
        {
            Corruption = new() { Kind = kind, NoiseRate = noiseRate },
        };

    /// <summary>The paper's axis of figures 1b and 1c.</summary>
    public static RunSpec WithNoise(this RunSpec spec, double noiseRate) =>
        noiseRate == 0 ? spec.With(CorruptionKind.TrueLabels) : spec.With(CorruptionKind.PartiallyCorruptedLabels, noiseRate);
}
