using TorchSharp;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Models.Layers;

public sealed class LocalResponseNormTests
{
    [Fact]
    public void Formula_is_the_one_written()
    {
        const int channels = 64,
            half = 4;
        using var scope = torch.NewDisposeScope();
        using var norm = new LocalResponseNorm(channels);
        using var generator = new torch.Generator(1, torch.CPU);
        var images = torch.randn([2, channels, 3, 5], generator: generator) * 20;
        var normed = norm.forward(images);
        for (var channel = 0; channel < channels; channel++)
        {
            var first = Math.Max(0, channel - half);
            var around = images.narrow(1, first, Math.Min(channels - 1, channel + half) - first + 1).to(torch.float64);
            var expected = images.select(1, channel).to(torch.float64) / (1 + 0.001 / 9 * around.square().sum(1)).pow(0.75);
            Assert.True(torch.allclose(normed.select(1, channel).to(torch.float64), expected, rtol: 1e-4, atol: 1e-5));
        }
    }
}
