using WebLab.Contracts.Measures;

namespace WebLab.Training.Measures;

/// <summary>The greatest singular value of each layer.</summary>
internal sealed class SpectralNormMeasure : NetworkMeasure
{
    public override string Id => "spectral-norms";
    public override string Title => "Spectral norms";
    public override string Formula => "Π_i ‖W_i‖₂ over the layers, the greatest singular value of each";

    public override string Source =>
        "Neyshabur et al. 2017 (arXiv:1706.08947); Bartlett, Foster and Telgarsky 2017 (arXiv:1706.08498). By power iteration, "
        + "within 1e-4 of "
        + "a full singular value decomposition.";

    public override string Says =>
        "For a plain chain of layers, the most by which a change of the input can be stretched before the softmax. It is larger "
        + "for networks "
        + "that fit random labels.";

    public override string CannotSay =>
        "It is an upper bound that is seldom near. A convolution's kernel is reshaped to outputs x (inputs x window), so that its "
        + "number is the kernel's and "
        + "not the operator's; pathways side by side and shortcuts are multiplied as if they stood one after the other.";

    public override int Place => 40;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var norms = Of(network);
        return new()
        {
            Value = norms.Aggregate(1.0, (product, norm) => product * norm),
            Parts = [.. network.Layers.Zip(norms, (layer, norm) => new MeasurePart(layer.Name, norm)), new("sum", norms.Sum())],
        };
    }

    /// <summary>One a layer.</summary>
    internal static double[] Of(MeasuredNetwork network) =>
        [
            .. network.Layers.Select(layer =>
            {
                network.Cancel.ThrowIfCancellationRequested();
                return WeightLayer.SpectralNorm(layer.Matrix);
            }),
        ];
}
