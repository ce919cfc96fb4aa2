using TorchSharp.Modules;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Models;

/// <summary>Where oneDNN does not pay both sides are torch's own.</summary>
public sealed class OneDnnProductTests
{
    private const double RoundingOfSums = 1e-5;

    [Fact]
    public void Outputs_and_all_gradients_are_the_layers_own()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Linear(300, 70);
        var units = rand(33, 300).requires_grad_(true);
        var outer = rand(33, 70);
        var own = Measured(() => layer.forward(units));
        var fast = Measured(() => OneDnnProduct.Apply(layer, units));
        Assert.All(own.Zip(fast), pair => Assert.InRange(FarthestShare(pair.First, pair.Second), 0, RoundingOfSums));

        Tensor[] Measured(Func<Tensor> forward)
        {
            var outputs = forward();
            return [outputs.detach(), .. autograd.grad([(outputs * outer).sum()], [units, layer.weight, layer.bias!])];
        }
    }

    [Fact]
    public void A_layer_that_starts_from_data_leaves_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        var layer = nn.Linear(40, 20);
        var images = rand(8, 40);
        Step(layer, images);
        // What other tests left to the collector would else be counted while it goes.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var live = Tensor.TotalCount;
        for (var i = 0; i < 20; i++)
            Step(layer, images);
        Assert.Equal(live, Tensor.TotalCount);
        Assert.Null(images.grad);
    }

    [Fact]
    public void Without_gradients_and_in_double_it_is_the_layer_too()
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var layer = nn.Linear(40, 20);
        var units = rand(5, 40);
        Assert.InRange(FarthestShare(layer.forward(units), OneDnnProduct.Apply(layer, units)), 0, RoundingOfSums);
        var wide = nn.Linear(40, 20, dtype: ScalarType.Float64);
        var wideUnits = rand([5, 40], ScalarType.Float64);
        Assert.Equal(wide.forward(wideUnits).data<double>().ToArray(), OneDnnProduct.Apply(wide, wideUnits).data<double>().ToArray());
    }

    private static void Step(Linear layer, Tensor images)
    {
        using var scope = NewDisposeScope();
        (layer.weight.grad, layer.bias!.grad) = (null, null);
        OneDnnProduct.Apply(layer, images).sum().backward();
    }

    private static double FarthestShare(Tensor one, Tensor other) => ((one - other).abs().max() / one.abs().max()).item<float>();
}
