using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Tests.Filters;

/// <summary>Runs to be found.</summary>
internal static class Runs
{
    public static RunSummary Of(
        string name,
        string model = ModelName.Mlp1x512,
        double noise = 0,
        double? testAccuracy = null,
        double trainLoss = 1,
        RunStatus status = RunStatus.Completed,
        string[]? tags = null,
        string note = "",
        int? fit = null
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = "Noise against width",
            Index = 0,
            Name = name,
            Spec = new()
            {
                Model = model,
                Corruption = noise > 0 ? new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = noise } : new(),
            },
            Status = status,
            CreatedAt = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            Tags = tags ?? [],
            Note = note,
            Result = testAccuracy is not { } accuracy
                ? null
                : new()
                {
                    Epochs = 10,
                    Parameters = 100,
                    Steps = 400,
                    TrainLoss = trainLoss,
                    TrainAccuracy = 1,
                    CleanAccuracy = 0.9,
                    MemorisedFraction = null,
                    TestAccuracy = accuracy,
                    BestTestAccuracy = accuracy,
                    BestTestEpoch = 7,
                    RealisedNoiseRate = noise * 0.9,
                    GivenLabelHash = new('a', 64),
                    TimeToFitEpochs = fit,
                    TimeToFitSteps = fit * 40,
                    ImagesPerSecond = 28_000,
                },
        };
}
