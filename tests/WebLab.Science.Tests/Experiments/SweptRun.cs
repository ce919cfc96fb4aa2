using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Tests.Experiments;

/// <summary>A completed run of a sweep.</summary>
internal static class SweptRun
{
    public static RunSummary Of(int index, string name, RunSpec spec, double train, double test) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.Empty,
            ExperimentName = "a sweep",
            Index = index,
            Name = name,
            Spec = spec,
            Status = RunStatus.Completed,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Result = new()
            {
                Epochs = 30,
                Parameters = 1,
                Steps = 1,
                TrainLoss = 0.01,
                TrainAccuracy = train,
                CleanAccuracy = train,
                TestAccuracy = test,
                BestTestAccuracy = test,
                BestTestEpoch = 1,
                MemorisedFraction = null,
                TimeToFitEpochs = null,
                TimeToFitSteps = null,
                RealisedNoiseRate = spec.Corruption.NoiseRate,
                GivenLabelHash = new('a', 64),
                ImagesPerSecond = 1,
            },
        };
}
