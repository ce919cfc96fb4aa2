using System.Diagnostics;
using WebLab.Contracts.Specs;
using WebLab.Training.Commands;

namespace WebLab.Training.Tests;

public sealed class TrainingPartsTests
{
    [Fact]
    public void The_parts_of_a_training_are_its_time_and_no_more_than_it()
    {
        var parts = new TrainingParts();
        using var control = new TrainingControl { Parts = parts };
        var spec = new RunSpec
        {
            Model = ModelName.Mlp1x512,
            TrainSize = 256,
            TestSize = 100,
            BatchSize = 64,
            Epochs = 3,
        };
        var began = Stopwatch.GetTimestamp();
        TrainingRecord.Train(spec, control);
        var whole = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var seconds = Enum.GetValues<TrainingPart>().ToDictionary(part => part, parts.Seconds);
        Assert.All(seconds.Values, part => Assert.True(part > 0));
        Assert.InRange(seconds.Values.Sum(), 0, whole);
        Assert.InRange(Stopwatch.GetElapsedTime(began, parts.FirstStepAt).TotalSeconds, 0, whole);
    }

    /// <summary>A first layer's inputs get no gradient, so that it multiplies twice and not three times.</summary>
    [Theory]
    [InlineData(ModelName.Linear, 2.0 * 2 * 2_352 * 10)]
    [InlineData(ModelName.Mlp1x512, 2.0 * ((2 * 2_352 * 512) + (3 * 512 * 10)))]
    [InlineData(ModelName.Mlp3x512, 2.0 * ((2 * 2_352 * 512) + (3 * ((2 * 512 * 512) + (512 * 10)))))]
    public void Work_of_training_on_an_image_is_its_products_forward_and_back(string model, double flops) =>
        Assert.Equal(flops, TrainingMeasurement.FlopsPerImage(new() { Model = model }));
}
