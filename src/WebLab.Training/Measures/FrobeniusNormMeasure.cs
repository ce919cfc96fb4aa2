using WebLab.Contracts.Measures;

namespace WebLab.Training.Measures;

/// <summary>The length of each layer's weights.</summary>
internal sealed class FrobeniusNormMeasure : NetworkMeasure
{
    public override string Id => "frobenius-norms";
    public override string Title => "Frobenius norms";
    public override string Formula => "Π_i ‖W_i‖_F over the layers, batch norm folded in";
    public override string Source => "Neyshabur et al. 2017 (arXiv:1706.08947), L_{2,2}.";
    public override string Says => "A product of norms that grows when a network fits random labels, and with the training set.";

    public override string CannotSay =>
        "It grows with the width of a layer though wider networks need not generalise worse; in Jiang et al. 2020 many such norms rank "
        + "networks the wrong way round.";

    public override int Place => 50;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        double[] norms = [.. network.Layers.Select(layer => layer.Matrix.norm().item<double>())];
        return new()
        {
            Value = norms.Aggregate(1.0, (product, norm) => product * norm),
            Parts =
            [
                .. network.Layers.Zip(norms, (layer, norm) => new MeasurePart(layer.Name, norm)),
                new("all layers, (Σ‖W_i‖_F²)^{1/2}", Math.Sqrt(norms.Sum(norm => norm * norm))),
            ],
        };
    }
}
