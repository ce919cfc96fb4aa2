using WebLab.Contracts.Measures;
using WebLab.Training.Measures;

namespace WebLab.Sample;

/// <summary>A lab's own measure: the largest weight of a network.</summary>
public sealed class LargestWeightMeasure : NetworkMeasure
{
    /// <inheritdoc/>
    public override string Id => "sample-largest-weight";

    /// <inheritdoc/>
    public override string Title => "Largest weight";

    /// <inheritdoc/>
    public override string Formula => "max |w| over the weights of all layers, batch norm folded in";

    /// <inheritdoc/>
    public override string Source => "A sample, in no paper.";

    /// <inheritdoc/>
    public override string Says => "How far a single weight has gone.";

    /// <inheritdoc/>
    public override string CannotSay => "Whether the network needs that weight.";

    /// <inheritdoc/>
    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        MeasurePart[] parts = [.. network.Layers.Select(layer => new MeasurePart(layer.Name, layer.Matrix.abs().max().item<double>()))];
        return new() { Value = parts.Max(part => part.Value), Parts = parts };
    }
}
