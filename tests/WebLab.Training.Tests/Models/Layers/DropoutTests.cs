using TorchSharp;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Models.Layers;

public sealed class DropoutTests
{
    [Fact]
    public void Training_drops_the_given_share_and_keeps_the_mean()
    {
        using var scope = torch.NewDisposeScope();
        using var dropout = Create(0.3);
        var units = dropout.forward(torch.ones(100_000));
        Assert.Equal(0.3, units.eq(0).to(torch.float64).mean().item<double>(), 0.01);
        Assert.Equal(1, units.to(torch.float64).mean().item<double>(), 0.02);
        Assert.Equal(1 / 0.7, units.max().item<float>(), 1e-5);
    }

    [Fact]
    public void Evaluation_and_zero_change_nothing()
    {
        using var scope = torch.NewDisposeScope();
        var units = torch.ones(1_000);
        using var evaluated = Create(0.5);
        evaluated.eval();
        using var off = Create(0);
        Assert.True(evaluated.forward(units).eq(1).all().item<bool>());
        Assert.True(off.forward(units).eq(1).all().item<bool>());
    }

    private static Dropout Create(double probability) => new(probability, new torch.Generator(1, torch.CPU));
}
