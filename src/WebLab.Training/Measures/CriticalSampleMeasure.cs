using System.Globalization;
using WebLab.Contracts.Measures;
using WebLab.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>How many examples have another class close by.</summary>
internal sealed class CriticalSampleMeasure : NetworkMeasure
{
    private const int Samples = 500,
        Iterations = 100,
        FewNew = 20;

    // The published steps, as shares of the published radius of 0.3/255.
    private const double GradientShare = 0.25 / 0.3,
        NoiseShare = 0.2 / 0.3;

    public override string Id => "critical-sample-ratio";
    public override string Title => "Critical sample ratio";

    public override string Formula =>
        "share of examples x with some x′, ‖x − x′‖_∞ ≤ r, that is predicted as another class; x′ ← clip(x′ + a sign(∇ loss) + b N(0,1))";

    public override string Source =>
        "Arpit et al. 2017 (arXiv:1706.05394), Langevin adversarial sample search with the settings of the authors' published code: "
        + "a = 0.25/255, b = 0.2/255, r = 0.3/255, at most 100 steps, ended by a step with fewer than 20 new critical samples, "
        + "500 samples. "
        + "For another r, a and b are scaled with it.";

    public override string Says =>
        "How densely the network has put borders of classes around its examples: more of them when it memorises noise.";

    public override string CannotSay =>
        "The search finds a lower bound: an example that it does not find critical may be. The radius decides the number; only "
        + "ratios of the "
        + "same radius compare. Each image's whitening is held fixed while its pixels move; of rows of features the radius is in "
        + "standard "
        + "deviations of a column.";

    public override int Place => 90;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var sample = network.Sample(Samples);
        var device = network.Train.Inputs.device;
        var inputs = network.Train.Inputs.index_select(0, tensor(sample, dtype: ScalarType.Int64, device: device));
        var radius = HeldNumbers.Full([sample.Length, 1, 1, 1], (float)network.Radius, device: device);
        if (network.Train.Scales is { Length: > 0 } scales)
            radius *= tensor([.. sample.Select(i => scales[i])], [sample.Length, 1, 1, 1], device: device);
        var (found, steps) = Search(network, inputs, radius);
        var (low, high) = Wilson(found, sample.Length);
        return new()
        {
            Value = (double)found / sample.Length,
            Low = low,
            High = high,
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{found:N0} of {sample.Length:N0} training examples in {steps} steps, radius {network.Radius * 255:0.##}/255; "
                    + $"the interval "
                    + $"is Wilson's, 95 %."
            ),
        };
    }

    /// <summary>The interval in which a share lies with a probability of 95 %.</summary>
    internal static (double Low, double High) Wilson(int found, int of)
    {
        const double z = 1.959964;
        var (share, weight) = ((double)found / of, z * z / of);
        var middle = (share + (weight / 2)) / (1 + weight);
        var half = z / (1 + weight) * Math.Sqrt((share * (1 - share) / of) + (weight / (4 * of)));
        return (middle - half, middle + half);
    }

    private static (int Found, int Steps) Search(MeasuredNetwork network, Tensor inputs, Tensor radius)
    {
        using var generator = new Generator(Seeds.Derive(network.Seed, "critical-samples"), inputs.device);
        var predicted = network.Outputs(network.Network, inputs).argmax(1);
        var moved = inputs.clone();
        var critical = zeros_like(predicted, dtype: ScalarType.Bool);
        var (found, steps) = (0, 0);
        while (steps < Iterations)
        {
            steps++;
            using (var scope = NewDisposeScope())
            {
                var noise = randn(moved.shape, device: moved.device, generator: generator);
                var step = radius * Gradient(network, moved, predicted).sign().Times(GradientShare).Plus(noise.Times(NoiseShare));
                moved.copy_(inputs.Plus((moved.Plus(step) - inputs).clamp(-radius, radius)));
                critical.logical_or_(network.Outputs(network.Network, moved).argmax(1).ne(predicted));
            }
            var now = (int)critical.sum().item<long>();
            var isDone = now - found < FewNew;
            found = now;
            if (isDone)
                break;
        }
        return (found, steps);
    }

    private static Tensor Gradient(MeasuredNetwork network, Tensor inputs, Tensor predicted)
    {
        var parts = new List<Tensor>();
        for (var start = 0L; start < inputs.shape[0]; start += Evaluation.CpuBatch)
        {
            network.Cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(Evaluation.CpuBatch, inputs.shape[0] - start);
            var batch = inputs.narrow(0, start, count).detach().clone().requires_grad_(true);
            var loss = functional.cross_entropy(
                network.Network.forward(batch),
                predicted.narrow(0, start, count),
                reduction: Reduction.Sum
            );
            parts.Add(autograd.grad([loss], [batch])[0].MoveToOuterDisposeScope());
        }
        return cat(parts);
    }
}
