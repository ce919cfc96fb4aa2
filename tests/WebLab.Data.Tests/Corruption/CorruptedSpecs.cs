using WebLab.Contracts.Specs;

namespace WebLab.Data.Tests.Corruption;

/// <summary>Specs over the generated images.</summary>
internal static class CorruptedSpecs
{
    public static RunSpec Of(string kind, double rate = 0, int trainSize = 300, int seed = 1) =>
        new()
        {
            TrainSize = trainSize,
            TestSize = 100,
            Seed = seed,
            Corruption = new() { Kind = kind, NoiseRate = rate },
        };
}
