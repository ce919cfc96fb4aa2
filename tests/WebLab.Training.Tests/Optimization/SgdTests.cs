using TorchSharp;
using TorchSharp.Modules;
using WebLab.Data;
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
