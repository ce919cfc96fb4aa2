using WebLab.Contracts.Specs;

namespace WebLab.Training.Tests.Models;

/// <summary>The small trainings whose curves were stored at commit 5848dc5, before networks became descriptors.</summary>
internal static class ReferenceRecipes
{
    private static readonly RunSpec Small = new()
    {
        TrainSize = 300,
        TestSize = 100,
        Epochs = 3,
        BatchSize = 50,
        Seed = 7,
        Corruption = new() { Kind = CorruptionKind.RandomLabels },
    };

    // Few images and small batches: a step of small Inception takes a tenth of a second, and what is compared is the arithmetic.
    private static readonly RunSpec Tiny = Small with { TrainSize = 60, TestSize = 20, BatchSize = 10 };

    private static readonly Regularisers Everything = new()
    {
        RandomCrop = true,
        HorizontalFlip = true,
        Rotation = 25,
        Dropout = 0.5,
        LabelSmoothing = 0.1,
        HoldOut = 0.2,
    };

    public static IReadOnlyDictionary<string, RunSpec> All { get; } =
        new Dictionary<string, RunSpec>
        {
            ["mlp-1x512"] = Small with { Model = ModelName.Mlp1x512 },
            ["mlp-3x512"] = Small with { Model = ModelName.Mlp3x512 },
            ["linear"] = Small with { Model = ModelName.Linear },
            ["small-alexnet"] = Small with { Model = ModelName.SmallAlexnet, TrainSize = 150 },
            ["small-inception"] = Tiny with { Model = ModelName.SmallInception, LearningRate = 0.1 },
            ["small-inception-no-bn"] = Tiny with { Model = ModelName.SmallInceptionNoBn, LearningRate = 0.1 },
            ["mlp-3x512-regularised"] = Small with { Model = ModelName.Mlp3x512, WeightDecay = 1e-3, Regularisers = Everything },
            ["small-alexnet-regularised"] = Tiny with { Model = ModelName.SmallAlexnet, Regularisers = Everything },
            ["linear-kernel"] = Small with { Model = ModelName.LinearKernel },
            ["gaussian-kernel"] = Small with
            {
                Model = ModelName.GaussianKernel,
                Gamma = 0.01,
                Ridge = 0.1,
            },
            ["random-features"] = Small with
            {
                Model = ModelName.RandomFeatures,
                Filters = 100,
            },
            ["gabor-kernel"] = Small with { Model = ModelName.GaborKernel },
        };
}
