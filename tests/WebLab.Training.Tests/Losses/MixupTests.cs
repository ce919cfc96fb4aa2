using WebLab.Data;
using WebLab.Training.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Tests.Losses;

public sealed class MixupTests
{
    [Fact]
    public void Inputs_and_labels_are_mixed_in_the_same_shares()
    {
        const int count = 6;
        using var scope = NewDisposeScope();
        using var loss = new MixupLoss().Create(new(new(), count, count, CPU, () => throw new InvalidOperationException()));
        using var generator = new Generator(1, CPU);
        var labels = arange(count, dtype: ScalarType.Int64);
        var shares = new HashSet<float>();
        for (var number = 1; number <= 20; number++)
        {
            var step = new LossStep(1, number, 0.1, labels, labels);
            // One-hot images, so that the mixture says what was mixed: row i is i's share at i and its partner's at the partner.
            var images = loss.Prepare(eye(count), step);
            var logits = randn([count, count], generator: generator).requires_grad_();
            var value = loss.Of(images, logits, cross_entropy(logits, labels), step);
            // Every image has the label of its number: the mixture is the target as well.
            var expected = -(images * log_softmax(logits, 1)).sum(1).mean();
            Assert.Equal(expected.item<float>(), value.item<float>(), 1e-5);
            value.backward();
            Assert.True((softmax(logits, 1) - images).div(count).sub(logits.grad!).abs().max().item<float>() < 1e-6);
            shares.Add(images.diagonal().min().item<float>());
            Assert.True(images.sum(1).sub(1).abs().max().item<float>() < 1e-6);
        }
        Assert.True(shares.Count > 10, "Each step draws a share of its own.");
    }

    /// <summary>The mean square of a Beta(alpha, alpha)'s distance from a half is 1 / (4 (2 alpha + 1)).</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(8)]
    public void Shares_are_those_of_the_beta_distribution(double alpha)
    {
        var random = new RandomStream(3);
        var shares = Enumerable.Range(0, 40_000).Select(_ => MixupLoss.LargerShare(random, alpha)).ToList();
        Assert.All(shares, share => Assert.InRange(share, 0.5, 1));
        var expected = 1 / (4 * ((2 * alpha) + 1));
        Assert.InRange(shares.Average(share => (share - 0.5) * (share - 0.5)), 0.98 * expected, 1.02 * expected);
    }
}
