using WebLab.Contracts.Measures;

namespace WebLab.Training.Measures;

/// <summary>How far training has moved the weights.</summary>
internal sealed class DistanceMeasure : NetworkMeasure
{
    public override string Id => "distance-from-initialisation";
    public override string Title => "Distance from initialisation";
    public override string Formula => "(Σ_i ‖W_i − W_i⁰‖_F²)^{1/2} over the layers' weights, batch norm not folded in";

    public override string Source =>
        "Jiang et al. 2020 (arXiv:1912.02178); the weights before the first step are drawn anew from the run's seed.";

    public override string Says => "How far training had to go: random labels take the network further than true ones.";

    public override string CannotSay =>
        "It grows with training time and with the learning rate whatever is learnt. Of a run that started from another's network there is "
        + "none: what it started from may be gone.";

    public override int Place => 30;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.BeganElsewhere)
            return new() { Problem = "It started from the network of another run and not from the seed's weights." };
        using var before = network.CreateNew();
        var (now, then) = (WeightLayer.Of(network.Network, foldsBatchNorm: false), WeightLayer.Of(before, foldsBatchNorm: false));
        double[] distances = [.. now.Zip(then, (a, b) => (a.Matrix - b.Matrix).norm().item<double>())];
        var began = Math.Sqrt(then.Sum(layer => Math.Pow(layer.Matrix.norm().item<double>(), 2)));
        var value = Math.Sqrt(distances.Sum(distance => distance * distance));
        foreach (var layer in now.Concat(then))
            layer.Matrix.Dispose();
        return new()
        {
            Value = value,
            Parts =
            [
                .. now.Zip(distances, (layer, distance) => new MeasurePart(layer.Name, distance)),
                new("norm at initialisation", began),
            ],
        };
    }
}
