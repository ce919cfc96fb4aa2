using WebLab.Contracts.Measures;
using static TorchSharp.torch;

namespace WebLab.Training.Measures;

/// <summary>Margins divided by what the weights and the data could stretch them to.</summary>
internal sealed class NormalisedMarginMeasure : NetworkMeasure
{
    public override string Id => "normalised-margins";
    public override string Title => "Normalised margins";

    public override string Formula =>
        "median of margin / (R ‖X‖₂ / n), R = Π‖W_i‖₂ · (Σ (‖W_iᵀ‖_{2,1} / ‖W_i‖₂)^{2/3})^{3/2}, ‖X‖₂ = (Σ‖x_i‖²)^{1/2}";

    public override string Source =>
        "Bartlett, Foster and Telgarsky 2017 (arXiv:1706.08498), equation 1.2 and section 2; Lipschitz constants 1, reference matrices 0. "
        + "They draw the distribution; its median is WebLab's choice.";

    public override string Says =>
        "Margins that do not change with the scale of a layer, so that two networks can be compared: with true labels they are "
        + "larger than "
        + "with random ones.";

    public override string CannotSay =>
        "The bound behind it is far from tight. Runs on the same inputs share the factor of the data; between data sets it decides. "
        + "Convolutions are reshaped kernels, and local response normalisation counts as if it stretched nothing.";

    public override int Place => 20;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var complexity = Complexity(network);
        var data = network.Train.Inputs.to(float64).Squared().sum().sqrt().item<double>() / network.Train.Count;
        var divisor = complexity * data;
        if (!(divisor > 0) || !double.IsFinite(divisor))
            return new() { Problem = "A layer's weights are all zero or without bound, so that there is nothing to divide by." };
        var described = MarginMeasure.Describe([.. MarginMeasure.Of(network).Select(margin => margin / divisor)], "Normalised margin");
        return described with { Parts = [.. described.Parts, new("spectral complexity R", complexity), new("‖X‖₂ / n", data)] };
    }

    /// <summary>R.</summary>
    internal static double Complexity(MeasuredNetwork network)
    {
        var (product, sum) = (1.0, 0.0);
        foreach (var (layer, spectral) in network.Layers.Zip(SpectralNormMeasure.Of(network)))
        {
            // The norms of the transposed matrix's columns are those of the outputs' weights.
            var columns = layer.Matrix.Squared().sum(1).sqrt().sum().item<double>();
            product *= spectral;
            sum += Math.Pow(columns / spectral, 2.0 / 3);
        }
        return product * Math.Pow(sum, 1.5);
    }
}
