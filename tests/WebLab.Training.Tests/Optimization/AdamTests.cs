using TorchSharp;
using WebLab.Data;
using WebLab.Training.Optimization;
using Parameter = TorchSharp.Modules.Parameter;

namespace WebLab.Training.Tests.Optimization;

public sealed class AdamTests
{
    [Fact]
    public void Steps_are_the_written_formula_and_gradients_do_not_add_up()
    {
        const int count = 40;
        const double rate = 0.01;
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(1);
        var start = Draw();
        using var weights = new Parameter(torch.tensor(start));
        using var adam = new Adam([weights], rate);
        double[] expected = Array.ConvertAll(start, value => (double)value),
            mean = new double[count],
            square = new double[count];
        for (var step = 1; step <= 5; step++)
        {
            var gradient = Draw();
            weights.grad = torch.tensor(gradient);
            adam.Step();
            Assert.Null(weights.grad);
            for (var i = 0; i < count; i++)
            {
                mean[i] = (0.9 * mean[i]) + (0.1 * gradient[i]);
                square[i] = (0.999 * square[i]) + (0.001 * gradient[i] * gradient[i]);
                expected[i] -= rate * mean[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(square[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
            var found = weights.detach().data<float>().ToArray();
            Assert.All(Enumerable.Range(0, count), i => Assert.Equal(expected[i], found[i], 1e-5));
        }

        float[] Draw() => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
    }
}
