using System.Text.Json;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Contracts.Tests;

public sealed class LabJsonTests
{
    [Fact]
    public void Enums_are_written_by_their_names() =>
        Assert.Equal("\"step.loss\"", JsonSerializer.Serialize(Metric.StepLoss, LabJson.Options));

    [Fact]
    public void Unknown_members_are_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RunSpec>("""{"status":"running"}""", LabJson.Options));

    [Fact]
    public void Unknown_members_are_passed_over_in_what_a_newer_WebLab_wrote() =>
        Assert.Equal(7, JsonSerializer.Deserialize<RunSpec>("""{"fromTheFuture":{"x":[1]},"seed":7}""", LabJson.Tolerant)!.Seed);

    [Fact]
    public void Not_a_number_and_infinity_survive()
    {
        var batch = PointBatch.Of(1, [new(Metric.StepLoss, 1, float.NaN, 0), new(Metric.StepLoss, 2, float.PositiveInfinity, 0)]);
        var back = JsonSerializer.Deserialize<PointBatch>(JsonSerializer.Serialize(batch, LabJson.Options), LabJson.Options)!;
        Assert.Equal([float.NaN, float.PositiveInfinity], back.Values);
    }

    [Fact]
    public void Result_survives_although_its_gap_is_computed()
    {
        var result = new RunResult
        {
            Epochs = 1,
            Parameters = 2,
            Steps = 3,
            TrainLoss = 4,
            TrainAccuracy = 0.9,
            CleanAccuracy = 0.5,
            MemorisedFraction = null,
            TestAccuracy = 0.4,
            BestTestAccuracy = 0.4,
            BestTestEpoch = 1,
            RealisedNoiseRate = 0,
            GivenLabelHash = "",
            TimeToFitEpochs = null,
            TimeToFitSteps = null,
            ImagesPerSecond = 5,
        };
        Assert.Equal(result, JsonSerializer.Deserialize<RunResult>(JsonSerializer.Serialize(result, LabJson.Options), LabJson.Options));
    }
}
