using WebLab.Contracts.Specs;

namespace WebLab.Server.Tests.Hosting;

/// <summary>Small recipes.</summary>
internal static class Specs
{
    /// <summary>A second of training: 5 steps an epoch.</summary>
    public static RunSpec Short { get; } =
        new()
        {
            TrainSize = 40,
            TestSize = 20,
            BatchSize = 8,
            Epochs = 4,
            Model = ModelName.Linear,
        };

    /// <summary>Trains until it is ended.</summary>
    public static RunSpec Endless { get; } =
        new()
        {
            TrainSize = 500,
            TestSize = 100,
            BatchSize = 50,
            Epochs = 10_000,
            LearningRateDecay = 1,
        };

    /// <summary>Some seconds of training.</summary>
    public static RunSpec Medium { get; } =
        new()
        {
            TrainSize = 500,
            TestSize = 50,
            BatchSize = 50,
            Epochs = 60,
        };

    /// <summary>One step takes more than a gigabyte.</summary>
    public static RunSpec Hungry { get; } = Short with { Model = ModelName.SmallInception, TrainSize = 1_000, BatchSize = 1_000 };

    /// <summary>Its loss becomes NaN.</summary>
    public static RunSpec Diverging { get; } = Short with { Model = ModelName.Mlp3x512, LearningRate = 10, Epochs = 1_000 };
}
