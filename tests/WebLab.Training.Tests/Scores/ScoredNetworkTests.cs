using WebLab.Training.Scores;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Scores;

public sealed class ScoredNetworkTests
{
    private const int Inputs = 7,
        Classes = 4,
        Examples = 9;

    [Fact]
    public void A_step_is_what_automatic_gradients_and_momentum_give()
    {
        using var scope = NewDisposeScope();
        using var network = new ScoredNetwork(Inputs, Classes, seed: 3, CPU);
        var (examples, targets, labels) = Data();
        Tensor[] weights = [.. network.Layers.SelectMany(layer => new[] { layer.Weight, layer.Bias }).Select(Copy)];
        Tensor[] momenta = [.. weights.Select(weight => zeros_like(weight))];
        for (var step = 0; step < 3; step++)
        {
            var gradients = autograd.grad([nn.functional.cross_entropy(Forward(weights, examples), labels)], weights);
            for (var i = 0; i < weights.Length; i++)
            {
                momenta[i] = (momenta[i] * 0.9) + gradients[i];
                weights[i] = (weights[i] - (momenta[i] * 0.1)).detach().requires_grad_(true);
            }
            network.Step(examples, targets, 0.1);
        }
        foreach (var (mine, theirs) in network.Layers.SelectMany(layer => new[] { layer.Weight, layer.Bias }).Zip(weights))
            Assert.InRange((mine - theirs).abs().max().item<float>(), 0, 1e-5f);
        Assert.InRange((network.Outputs(examples) - Forward(weights, examples)).abs().max().item<float>(), 0, 1e-4f);
    }

    [Fact]
    public void The_length_of_each_examples_gradient_is_that_of_the_automatic_one()
    {
        using var scope = NewDisposeScope();
        using var network = new ScoredNetwork(Inputs, Classes, seed: 4, CPU);
        var (examples, targets, labels) = Data();
        Tensor[] weights = [.. network.Layers.SelectMany(layer => new[] { layer.Weight, layer.Bias }).Select(Copy)];
        var lengths = network.GradientLengths(examples, targets);
        for (var i = 0; i < Examples; i++)
        {
            var loss = nn.functional.cross_entropy(Forward(weights, examples.narrow(0, i, 1)), labels.narrow(0, i, 1));
            var squares = autograd.grad([loss], weights).Sum(gradient => gradient.pow(2).sum().item<float>());
            Assert.Equal(Math.Sqrt(squares), lengths[i].item<float>(), 1e-4);
        }
    }

    private static Tensor Copy(Tensor weight) => weight.clone().requires_grad_(true);

    private static Tensor Forward(Tensor[] weights, Tensor examples)
    {
        var units = examples;
        for (var i = 0; i < weights.Length; i += 2)
        {
            units = nn.functional.linear(units, weights[i], weights[i + 1]);
            if (i < weights.Length - 2)
                units = units.relu();
        }
        return units;
    }

    private static (Tensor Examples, Tensor Targets, Tensor Labels) Data()
    {
        using var generator = new Generator(5);
        var labels = tensor([.. Enumerable.Range(0, Examples).Select(i => (long)(i % Classes))]);
        return (randn([Examples, Inputs], generator: generator), nn.functional.one_hot(labels, Classes).to(ScalarType.Float32), labels);
    }
}
