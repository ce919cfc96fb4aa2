using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>Runs as short or as long as a test needs. None has more steps than a stored curve has buckets, so that each point
/// shows.</summary>
internal static class Recipes
{
    /// <summary>Done in a few seconds: 80 steps.</summary>
    public static RunRequest Short { get; } =
        new(
            "short",
            new()
            {
                TrainSize = 1_000,
                TestSize = 500,
                Epochs = 10,
            }
        );

    /// <summary>The same with random labels.</summary>
    public static RunRequest ShortRandom { get; } =
        new("short random", Short.Spec with { Corruption = new() { Kind = CorruptionKind.RandomLabels } });

    /// <summary>Under way for a minute on a fast machine: 800 steps of a slow network.</summary>
    public static RunRequest Long { get; } =
        new(
            "long",
            new()
            {
                Model = ModelName.SmallAlexnet,
                TrainSize = 256,
                BatchSize = 64,
                TestSize = 100,
                Epochs = 200,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
            }
        );
}
