using TorchSharp;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.Models.Layers;

public sealed class BasicBlockTests
{
    // Fewer channels than a vector of AVX2 or AVX-512 has places, as many, and more.
    [Theory]
    [InlineData(2, 14)]
    [InlineData(4, 15)]
    [InlineData(8, 14)]
    [InlineData(16, 14)]
    [InlineData(24, 7)]
    public void Gradients_over_every_second_pixel_are_those_of_double_precision(int channels, int side)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var block = new BasicBlock(channels, 2 * channels, stride: 2);
        foreach (var (_, weight) in block.named_parameters())
            using (no_grad())
                weight.copy_(randn(weight.shape, generator: generator));
        var images = rand([32, channels, side, side], generator: generator);
        // As training has them: a pixel's channels beside each other.
        var single = Gradients(block, images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
        block.to(ScalarType.Float64);
        var exact = Gradients(block, images.to(ScalarType.Float64));
        Assert.Equal(exact.Length, single.Length);
        for (var i = 0; i < exact.Length; i++)
        {
            var error = (single[i].to(ScalarType.Float64) - exact[i]).abs().max().item<double>() / exact[i].abs().max().item<double>();
            Assert.True(error < 1e-3, $"Gradient {i} is wrong by {error:G3} of its greatest entry.");
        }
    }

    private static Tensor[] Gradients(BasicBlock block, Tensor images) =>
        [.. autograd.grad([block.forward(images).pow(2).sum()], [.. block.parameters()])];
}
