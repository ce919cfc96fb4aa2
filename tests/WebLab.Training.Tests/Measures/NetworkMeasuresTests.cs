using WebLab.Contracts.Specs;
using WebLab.Training.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Measures;

[Trait("Speed", "Slow")]
public sealed class NetworkMeasuresTests
{
    [Fact]
    public void Stored_ids_are_those_that_were_given_out() =>
        Assert.Equal(
            [
                "margins",
                "normalised-margins",
                "distance-from-initialisation",
                "spectral-norms",
                "frobenius-norms",
                "path-norm",
                "sharpness",
                "gradient-norm",
                "critical-sample-ratio",
                "calibration",
                "confusion",
                "first-layer-alignment",
                "representation-rank",
            ],
            NetworkMeasures.All.Select(measure => measure.Id)
        );

    [Fact]
    public void Every_measure_says_what_it_is_and_what_it_cannot_say() =>
        Assert.All(
            NetworkMeasures.All,
            measure =>
                Assert.All(
                    new[] { measure.Title, measure.Formula, measure.Source, measure.Says, measure.CannotSay },
                    text => Assert.False(string.IsNullOrWhiteSpace(text))
                )
        );

    [Theory]
    [InlineData("mlp", "width", 8)]
    [InlineData("linear", null, 0)]
    [InlineData("small-alexnet", "widthFactor", 0.1)]
    [InlineData("small-inception", "widthFactor", 0.05)]
    [InlineData("small-inception-no-bn", "widthFactor", 0.05)]
    [InlineData("resnet-18", "width", 2)]
    public void Every_measure_is_taken_of_every_kind_of_network_or_says_why_not(string model, string? field, double value)
    {
        using var scope = NewDisposeScope();
        var fields = field is null ? FieldGroup.Empty : FieldGroup.Empty.With(field, value);
        var spec = new RunSpec
        {
            TrainSize = 20,
            TestSize = 20,
            Model = model,
            ModelFields = fields,
        };
        using var data = new TrainingData(spec, TrainingRecord.Corrupt(spec), CPU);
        using var generator = new Generator(0);
        using var network = Networks.Create(spec, data.Shape, generator);
        network.eval();
        var labels = Array.ConvertAll(data.Train.GivenLabels.data<long>().ToArray(), label => (int)label);
        var examples = new MeasuredExamples(data.Train.Slice(0, 20), labels, labels);
        var measured = new MeasuredNetwork(network, Created, examples, examples with { }, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]);
        var before = Weights(network);

        Assert.All(
            NetworkMeasures.All,
            measure =>
            {
                var result = measure.Take(measured);
                Assert.True(result.Value is { } number ? double.IsFinite(number) : result.Problem is not null, measure.Id);
                Assert.All(result.Parts, part => Assert.True(double.IsFinite(part.Value), $"{measure.Id}: {part.Name}"));
            }
        );
        Assert.Equal(before, Weights(network));

        nn.Module<Tensor, Tensor> Created() => Networks.Create(spec, data.Shape, generator);
    }

    private static float[] Weights(nn.Module network) =>
        [.. network.state_dict().Values.SelectMany(weight => weight.detach().contiguous().data<float>().ToArray())];
}
