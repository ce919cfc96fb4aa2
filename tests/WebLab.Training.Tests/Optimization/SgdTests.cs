using TorchSharp;
using TorchSharp.Modules;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Training.Models;
using WebLab.Training.Optimization;

namespace WebLab.Training.Tests.Optimization;

public sealed class SgdTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0)]
    [InlineData(0.9, 0.05)]
    public void Steps_are_the_written_formula(double momentum, double weightDecay)
    {
        const int count = 50;
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(1);
        var start = Draw(random, count);
        using var weights = new Parameter(torch.tensor(start));
        using var sgd = new Sgd([weights], momentum, weightDecay);

        var expected = Array.ConvertAll(start, value => (double)value);
        var velocity = new double[count];
        for (var step = 1; step <= 5; step++)
        {
            var gradient = Draw(random, count);
            var learningRate = 0.1 / step;
            sgd.ClearGradients();
            weights.grad = torch.tensor(gradient);
            sgd.Step(learningRate);
            for (var i = 0; i < count; i++)
            {
                var g = gradient[i] + weightDecay * expected[i];
                velocity[i] = step == 1 ? g : momentum * velocity[i] + g;
                expected[i] -= learningRate * velocity[i];
            }
            Assert.Equal(expected, Array.ConvertAll(weights.detach().data<float>().ToArray(), value => (double)value), Near);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Each_weight_decays_by_its_own_coefficient_and_keeps_its_own_momentum(double momentum)
    {
        using var scope = torch.NewDisposeScope();
        double[] decays = [0.1, 0, 0.1];
        float[] starts = [1, 2, 3];
        var (mixed, alone) = (Of(starts), Of(starts));
        using var together = new Sgd([.. mixed.Zip(decays, (weight, decay) => ((torch.Tensor)weight, decay))], momentum);
        var each = alone.Zip(decays, (weight, decay) => new Sgd([weight], momentum, decay)).ToList();
        for (var step = 1; step <= 3; step++)
        {
            foreach (var (weight, i) in mixed.Concat(alone).Select((weight, i) => (weight, i % 3)))
                weight.grad = torch.tensor(new float[] { step + i });
            together.Step(0.1);
            each.ForEach(sgd => sgd.Step(0.1));
        }
        Assert.Equal(alone.Select(weight => weight.item<float>()), mixed.Select(weight => weight.item<float>()));
        each.ForEach(sgd => sgd.Dispose());

        static List<Parameter> Of(float[] values) => [.. values.Select(value => new Parameter(torch.tensor(new[] { value })))];
    }

    [Fact]
    public void Decay_of_the_hidden_layers_is_that_of_their_weights_and_of_nothing_else()
    {
        using var generator = new torch.Generator(1, torch.CPU);
        var spec = new RunSpec
        {
            Model = ModelName.SmallAlexnet,
            WeightDecay = 1e-4,
            ModelFields = FieldGroup.Empty.With("widthFactor", 0.05).With("denseWeightDecay", 0.004),
        };
        using var network = Networks.Create(spec, new(28, 28, 3), generator);
        var decays = network.named_parameters().Zip(Networks.Decays(spec, network), (each, decay) => (each.name, decay)).ToDictionary();
        Assert.Equal(10, decays.Count);
        Assert.Equal(0.0041, decays["_hidden1.weight"], 12);
        Assert.Equal(0.0041, decays["_hidden2.weight"], 12);
        Assert.Equal(8, decays.Values.Count(decay => decay == 1e-4));
        Assert.All(Networks.Decays(spec with { ModelFields = FieldGroup.Empty }, network), decay => Assert.Equal(1e-4, decay));
    }

    [Fact]
    public void Gradients_do_not_add_up_over_steps()
    {
        using var scope = torch.NewDisposeScope();
        using var weight = new Parameter(torch.zeros(1));
        using var sgd = new Sgd([weight], momentum: 0, weightDecay: 0);
        for (var step = 0; step < 3; step++)
        {
            sgd.ClearGradients();
            weight.sum().backward();
            sgd.Step(1);
        }
        Assert.Equal(-3, weight.item<float>());
    }

    [Fact]
    public async Task Garbage_collections_in_the_middle_of_steps_change_nothing()
    {
        using var scope = torch.NewDisposeScope();
        using var stop = new CancellationTokenSource();
        var collections = Task.Run(() =>
        {
            for (; !stop.IsCancellationRequested; GC.WaitForPendingFinalizers())
                GC.Collect();
        });
        using var weight = new Parameter(torch.zeros(1));
        using var sgd = new Sgd([weight], momentum: 0, weightDecay: 0);
        weight.grad = torch.ones(1);
        const int steps = 5_000;
        for (var step = 0; step < steps; step++)
            sgd.Step(1);
        await stop.CancelAsync();
        await collections;
        Assert.Equal(-steps, weight.item<float>());
    }

    private static float[] Draw(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-5;
}
