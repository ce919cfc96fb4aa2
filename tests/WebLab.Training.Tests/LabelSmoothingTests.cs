using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Tests;

public sealed class LabelSmoothingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public void Loss_is_the_cross_entropy_against_the_smoothed_target(double smoothing)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var logits = randn([5, 10], generator: generator);
        long[] labels = [3, 0, 9, 5, 5];
        var target = full([5, 10], smoothing / 10);
        for (var i = 0; i < labels.Length; i++)
            target[i, labels[i]] += 1 - smoothing;

        var expected = -(target * log_softmax(logits, 1)).sum() / labels.Length;
        var loss = LabelSmoothing.Apply(cross_entropy(logits, tensor(labels)), logits, smoothing);
        Assert.Equal(expected.item<float>(), loss.item<float>(), 1e-5);
    }
}
