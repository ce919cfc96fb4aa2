using System.Globalization;
using WebLab.Contracts.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>How far the first layer's weights lie in the directions in which the data vary most.</summary>
internal sealed class FirstLayerMeasure : NetworkMeasure
{
    private const int MostInputs = 4_096,
        PatchesPerImage = 40;
    private const double Variance = 0.9;

    public override string Id => "first-layer-alignment";
    public override string Title => "First layer's alignment";

    public override string Formula =>
        "Σ_{i≤k} ‖W₁v_i‖² / ‖W₁‖_F², v_i the data's principal components, k the fewest that hold 90 % of their variance";

    public override string Source =>
        "After Maennel et al. 2020 (arXiv:2006.10455), who find that training aligns the first layer with the data's principal "
        + "components, "
        + "also on random labels. The number is WebLab's own and not their misalignment.";

    public override string Says =>
        "How much of the first layer looks along the data's leading components; the same share before the first step stands "
        + "beside it, and "
        + "random weights would have k of all components.";

    public override string CannotSay =>
        "Not whether each weight lies along one component, nor anything of later layers. Of a convolution the components are those of "
        + "patches of the window's size.";

    public override int Place => 130;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var _ = no_grad();
        if (network.Layers is not [var first, ..])
            return new() { Problem = "The network has no layer with weights." };
        if (first.Matrix.shape[1] > MostInputs)
            return new()
            {
                Problem = string.Create(
                    CultureInfo.InvariantCulture,
                    $"The first layer takes {first.Matrix.shape[1]:N0} numbers; components are worked out for at most {MostInputs:N0}."
                ),
            };
        var data = Data(network, first);
        if (data.shape[1] != first.Matrix.shape[1])
            return new() { Problem = "The first layer does not take the example, or patches of it, as it is." };
        var centred = data - data.mean([0], keepdim: true);
        var (variances, directions) = linalg.eigh(centred.t().matmul(centred).Over(data.shape[0] - 1));
        // From the least to the greatest.
        double[] sorted = [.. variances.flip(0).data<double>()];
        var (count, held, whole) = (0, 0.0, sorted.Sum(value => Math.Max(0, value)));
        while (count < sorted.Length && held < Variance * whole)
            held += Math.Max(0, sorted[count++]);
        var leading = directions.narrow(1, directions.shape[1] - count, count);
        using var before = network.CreateNew();
        var began = WeightLayer.Of(before, foldsBatchNorm: false)[0].Matrix;
        return new()
        {
            Value = Share(first.Matrix, leading),
            Parts =
            [
                .. network.BeganElsewhere ? (IEnumerable<MeasurePart>)[] : [new("before the first step", Share(began, leading))],
                new("random directions, k / inputs", (double)count / sorted.Length),
                new("k", count),
            ],
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"Components of {data.shape[0]:N0} {(first.IsConvolution ? "patches" : "examples")}."
            ),
        };
    }

    /// <summary>The share of a matrix's squared length that lies in some directions.</summary>
    /// <param name="weights">Outputs x inputs.</param>
    /// <param name="directions">Inputs x directions, orthonormal.</param>
    internal static double Share(Tensor weights, Tensor directions) =>
        weights.matmul(directions).Squared().sum().item<double>() / weights.Squared().sum().item<double>();

    private static Tensor Data(MeasuredNetwork network, WeightLayer first)
    {
        var sample = network.Sample(network.SampleSize);
        var inputs = network
            .Train.Inputs.index_select(0, tensor(sample, dtype: ScalarType.Int64, device: network.Train.Inputs.device))
            .cpu()
            .to(float64);
        if (!first.IsConvolution)
            return inputs.flatten(1);
        var patches = functional.unfold(inputs.contiguous(), (first.Side, first.Side));
        var every = Math.Max(1, patches.shape[2] / PatchesPerImage);
        var rows = HeldNumbers.Range(patches.shape[2], step: every);
        return patches.index_select(2, rows).permute(0, 2, 1).flatten(0, 1);
    }
}
