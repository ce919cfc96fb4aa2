using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Experiments;

/// <summary>Runs as the server would tell of them.</summary>
internal static class RunMaker
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static RunSummary Run(
        string kind,
        double rate = 0,
        RunStatus status = RunStatus.Running,
        RunResult? result = null,
        int index = 0
    ) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.Parse("7a1d5c0e-51bb-4a0d-9a5a-0d6c6cf0a001"),
            ExperimentName = "True against random labels",
            Index = index,
            Name = $"{kind} {rate}",
            Spec = new()
            {
                Corruption = new() { Kind = kind, NoiseRate = rate },
            },
            Status = status,
            CreatedAt = Noon,
            Result = result,
        };

    public static RunResult Result(double train, double test, double clean = 1, double? memorised = null) =>
        new()
        {
            Epochs = 30,
            Parameters = 1_209_866,
            Steps = 1_200,
            TrainLoss = 0.01,
            TrainAccuracy = train,
            CleanAccuracy = clean,
            MemorisedFraction = memorised,
            TestAccuracy = test,
            BestTestAccuracy = test,
            BestTestEpoch = 20,
            RealisedNoiseRate = 0,
            GivenLabelHash = new('a', 64),
            TimeToFitEpochs = 12,
            TimeToFitSteps = 480,
            ImagesPerSecond = 20_000,
        };
}
