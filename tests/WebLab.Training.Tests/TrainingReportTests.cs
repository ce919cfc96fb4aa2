using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Training.Checkpoints;
using static TorchSharp.torch;

namespace WebLab.Training.Tests;

public sealed class TrainingReportTests
{
    [Fact]
    public void Checkpoint_of_a_newer_version_gives_its_measures_without_what_is_not_known()
    {
        var result = new RunResult
        {
            Epochs = 2,
            Parameters = 10,
            Steps = 4,
            TrainLoss = 0.5,
            TrainAccuracy = 0.9,
            CleanAccuracy = 0.9,
            MemorisedFraction = null,
            TestAccuracy = 0.8,
            BestTestAccuracy = 0.8,
            BestTestEpoch = 2,
            RealisedNoiseRate = 0,
            GivenLabelHash = "",
            TimeToFitEpochs = null,
            TimeToFitSteps = null,
            ImagesPerSecond = 1_000,
        };
        using var state = new MemoryStream();
        using var writer = new BinaryWriter(state);
        writer.Write(1.25);
        writer.Write(0.75);
        writer.Write("{\"ofLater\":1," + JsonSerializer.Serialize(result, LabJson.Options)[1..]);
        new TrainingClock(10, 2, 100, TimeProvider.System).Save(writer);
        state.Position = 0;
        var record = new TrainingRecord();
        using var report = new TrainingReport(
            new(),
            new(10, 2, 0, "", "CPU", 1),
            100,
            CPU,
            record,
            TimeProvider.System
        );
        report.Load(new(state), new Checkpoint([], "", 3, 1, 5, 40, []));
        report.Flush();
        Assert.Equal((40, 5), (report.Reported, report.Step));
        Assert.Equal((2, 0.8), (record.Last.BestTestEpoch, record.Last.BestTestAccuracy));
    }
}
