using WebLab.Contracts.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>How steep the training loss still is.</summary>
internal sealed class GradientNormMeasure : NetworkMeasure
{
    public override string Id => "gradient-norm";
    public override string Title => "Gradient norm";
    public override string Formula =>
        "‖∇_w L(w)‖₂, L the mean cross-entropy over all training examples with given labels, in evaluation mode";
    public override string Source => "Jiang et al. 2020 (arXiv:1912.02178), which takes its mean square over the end of the training.";
    public override string Says => "How far the training is from standing still; near 0 the given labels are fitted.";

    public override string CannotSay =>
        "Nothing of generalisation by itself: a network that has memorised random labels has a small gradient too. Penalties and "
        + "smoothed "
        + "labels are left out of the loss.";

    public override int Place => 80;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var (train, weights) = (network.Train, network.Network.parameters().Cast<Tensor>().ToList());
        var sums = weights.ConvertAll(weight => zeros_like(weight, dtype: float64));
        for (var start = 0; start < train.Count; start += Evaluation.CpuBatch)
        {
            network.Cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(Evaluation.CpuBatch, train.Count - start);
            var labels = tensor(train.Labels.AsSpan(start, count).ToArray(), dtype: ScalarType.Int64, device: train.Inputs.device);
            var loss = functional.cross_entropy(
                network.Network.forward(train.Inputs.narrow(0, start, count)),
                labels,
                reduction: Reduction.Sum
            );
            foreach (var (sum, gradient) in sums.Zip(autograd.grad([loss], weights)))
                sum.Increase(gradient);
        }
        var square = sums.Sum(sum => sum.Over(train.Count).Squared().sum().item<double>());
        return new() { Value = Math.Sqrt(square) };
    }
}
