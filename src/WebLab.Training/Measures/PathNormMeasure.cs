using WebLab.Contracts.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.Measures;

/// <summary>The length of all paths from an input to an output.</summary>
internal sealed class PathNormMeasure : NetworkMeasure
{
    public override string Id => "path-norm";
    public override string Title => "Path norm";
    public override string Formula => "(Σ_outputs f_{w²}(1))^{1/2}: every weight squared, an input of ones, batch norm folded in first";
    public override string Source => "Neyshabur et al. 2017 (arXiv:1706.08947), p = 2.";

    public override string Says =>
        "For a chain of rectified units, the root of the sum over all paths of the product of their squared weights; scaling one "
        + "layer up "
        + "and the next down does not change it.";

    public override string CannotSay =>
        "Biases count as paths of their own, as in the published code. It is not defined where a layer divides by its neighbours, "
        + "as local "
        + "response normalisation does. A batch norm that is not WebLab's own is left as it is.";

    public override int Place => 60;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Network.modules().Any(module => module is LocalResponseNorm))
            return new() { Problem = "It is not defined for a network with local response normalisation." };
        using var _ = no_grad();
        using var copy = NetworkCopy.Of(network);
        NetworkCopy.FoldBatchNorm(copy);
        foreach (var parameter in copy.parameters())
            parameter.copy_(parameter.Squared());
        var value = copy.forward(ones_like(network.Train.Inputs.narrow(0, 0, 1))).sum().item<float>();
        return float.IsFinite(value)
            ? new() { Value = Math.Sqrt(value) }
            : new() { Problem = "The sum over the paths is larger than a float holds." };
    }
}
