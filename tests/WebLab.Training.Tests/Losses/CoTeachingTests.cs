using WebLab.Contracts.Specs;
using WebLab.Training.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Tests.Losses;

public sealed class CoTeachingTests
{
    /// <summary>The authors' schedule: linspace(0, rate, epochs), then the rate.</summary>
    [Theory]
    [InlineData(1, 10, 0)]
    [InlineData(2, 10, 0.05)]
    [InlineData(10, 10, 0.45)]
    [InlineData(11, 10, 0.45)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0.45)]
    public void Forgotten_share_grows_linearly(int epoch, int epochs, double forgotten) =>
        Assert.Equal(forgotten, CoTeachingLoss.Forgotten(epoch, 0.45, epochs), 12);

    /// <summary>Of 100 equal losses 1 - R are kept, and only these have a gradient.</summary>
    [Theory]
    [InlineData("symmetric-labels", 0.4, null, 60)]
    [InlineData("symmetric-labels", 0.4, 0.1, 90)]
    [InlineData("random-labels", 0, null, 80)]
    public void The_share_that_is_left_out_is_the_noise_rate_where_none_is_set(string corruption, double rate, double? set, int kept)
    {
        using var scope = NewDisposeScope();
        using var peer = nn.Linear(2, 3);
        var spec = new RunSpec
        {
            Corruption = new() { Kind = corruption, NoiseRate = rate },
            Loss = new() { Kind = "co-teaching", Fields = FieldGroup.Empty.With("forgetRate", set) },
        };
        using var loss = new CoTeachingLoss().Create(new(spec, 100, 3, CPU, () => peer));
        var (logits, labels) = (zeros(100, 3).requires_grad_(), zeros(100, dtype: ScalarType.Int64));
        loss.Of(zeros(100, 2), logits, cross_entropy(logits, labels), new(Epoch: 11, 1, 0.1, labels, labels)).backward();
        Assert.Equal(kept, logits.grad!.abs().sum(1).gt(0).sum().item<long>());
    }

    [Fact]
    public void Each_network_learns_from_what_the_other_finds_easiest()
    {
        const int count = 10,
            kept = 6;
        using var scope = NewDisposeScope();
        using var generator = new Generator(2, CPU);
        var images = randn([count, 5], generator: generator);
        var labels = tensor(new long[] { 0, 1, 2, 0, 1, 2, 0, 1, 2, 0 });
        var (weights, bias) = (randn([3, 5], generator: generator), zeros(3));
        using var peer = nn.Linear(5, 3);
        peer.weight = nn.Parameter(weights.clone());
        peer.bias = nn.Parameter(bias.clone());
        var spec = new RunSpec
        {
            Momentum = 0,
            Loss = new() { Kind = "co-teaching", Fields = FieldGroup.Empty.With("forgetRate", 0.4) },
        };
        using var loss = new CoTeachingLoss().Create(new(spec, count, 3, CPU, () => peer));

        var logits = randn([count, 3], generator: generator).requires_grad_();
        var value = loss.Of(images, logits, cross_entropy(logits, labels), new(Epoch: 11, 1, LearningRate: 0.5, labels, labels));
        value.backward();

        var (own, others) = (Losses(logits), Losses(images.mm(weights.t())));
        var mine = Easiest(others);
        Assert.Equal(mine.Average(i => own[i]), value.item<float>(), 1e-5);
        // What the other finds hard leaves no gradient.
        for (var i = 0; i < count; i++)
            Assert.Equal(!mine.Contains(i), logits.grad![i].abs().sum().item<float>() == 0);

        // The peer took one step along the gradient of the mean over what this one finds easiest: X'(softmax - one-hot) / n.
        var rows = tensor(Easiest(own).Select(i => (long)i).ToArray());
        var slope = softmax(images.mm(weights.t()), 1) - one_hot(labels, 3);
        var gradient = slope.index_select(0, rows).t().mm(images.index_select(0, rows)) / kept;
        Assert.True((weights - (gradient * 0.5) - peer.weight).abs().max().item<float>() < 1e-5);

        float[] Losses(Tensor outputs) => cross_entropy(outputs, labels, reduction: nn.Reduction.None).data<float>().ToArray();

        static List<int> Easiest(float[] losses) => [.. Enumerable.Range(0, losses.Length).OrderBy(i => losses[i]).Take(kept)];
    }
}
