using System.Globalization;
using WebLab.Contracts.Measures;
using static TorchSharp.torch;

namespace WebLab.Training.Measures;

/// <summary>In how many directions the examples lie in each layer.</summary>
internal sealed class RepresentationRankMeasure : NetworkMeasure
{
    public override string Id => "representation-rank";
    public override string Title => "Representations' rank";

    public override string Formula =>
        "exp(−Σ_i p_i ln p_i), p_i = σ_i / Σ_j σ_j, σ the singular values of examples x units after each rectifier, columns centred";

    public override string Source => "The effective rank of Roy and Vetterli 2007.";

    public override string Says =>
        "How many directions a layer uses for the examples: 1 where all lie along a line, the number of units where they spread evenly. "
        + "The number is that of the last rectified layer; every layer's is a part, in the order of a forward pass.";

    public override string CannotSay =>
        "Not which directions, nor whether a class can be told by them. It is never more than examples or units, so that networks of "
        + "other widths, or other samples, do not compare. Of a convolution each channel is one unit, its mean over all places.";

    public override int Place => 140;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        var layers = Layers(network);
        if (layers.Count == 0)
            return new() { Problem = "The network has no rectified units that WebLab knows (Rectifier.Relu)." };
        var ranks = layers.ConvertAll(units =>
        {
            network.Cancel.ThrowIfCancellationRequested();
            return EffectiveRank(units);
        });
        return new()
        {
            Value = ranks[^1],
            Parts =
            [
                .. ranks.Select(
                    (rank, i) =>
                        new MeasurePart(
                            string.Create(CultureInfo.InvariantCulture, $"rectifier {i + 1} of {layers[i].shape[1]:N0} units"),
                            rank
                        )
                ),
            ],
            Note = string.Create(CultureInfo.InvariantCulture, $"Of {layers[0].shape[0]:N0} training examples."),
        };
    }

    /// <summary>The effective rank of a matrix whose columns are centred first; 0 where all its rows are alike.</summary>
    /// <param name="units">Examples x units.</param>
    internal static double EffectiveRank(Tensor units)
    {
        using var scope = NewDisposeScope();
        var wide = units.to(float64);
        double[] sizes = [.. linalg.svdvals(wide - wide.mean([0], keepdim: true)).data<double>()];
        var whole = sizes.Sum();
        return whole > 0 ? Math.Exp(-sizes.Where(size => size > 0).Sum(size => size / whole * Math.Log(size / whole))) : 0;
    }

    // Of each rectifier in the order of the pass, examples x units.
    private static List<Tensor> Layers(MeasuredNetwork network)
    {
        var sample = network.Sample(network.SampleSize);
        var parts = new List<List<Tensor>>();
        foreach (var rows in sample.Chunk(Evaluation.CpuBatch))
        {
            network.Cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var inputs = network.Train.Inputs;
            var batch = inputs.index_select(0, tensor(rows, dtype: ScalarType.Int64, device: inputs.device));
            foreach (var (at, units) in Representations.Of(network.Network, batch).Index())
            {
                if (at == parts.Count)
                    parts.Add([]);
                parts[at].Add(units);
            }
        }
        return parts.ConvertAll(layer =>
        {
            var whole = cat(layer);
            layer.ForEach(part => part.Dispose());
            return whole;
        });
    }
}
