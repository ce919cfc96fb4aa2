using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>
/// The weights of a layer as a matrix, a row for each output. A convolution's kernel is reshaped to outputs x (inputs x window), as the
/// published codes for these measures do: its norm is the kernel's, and that of the convolution as an operator on a whole image can be
/// greater, by up to the root of the window's places. A batch norm behind the layer is multiplied into its weights with its running
/// variance, as it works in evaluation mode. One whose module is not WebLab's own stands by itself and is left out.
/// </summary>
/// <param name="Name">The weight's name in the network.</param>
/// <param name="Matrix">Outputs x inputs, float64, on the CPU.</param>
/// <param name="IsConvolution">Whether it is a kernel.</param>
/// <param name="Side">A kernel's rows; 1 for a matrix.</param>
public sealed record WeightLayer(string Name, Tensor Matrix, bool IsConvolution, int Side)
{
    /// <summary>The layers of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="foldsBatchNorm">Whether batch norm is multiplied into the weights.</param>
    public static IReadOnlyList<WeightLayer> Of(Module network, bool foldsBatchNorm = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var _ = no_grad();
        var scales = foldsBatchNorm ? NormScale.Of(network).ToDictionary(scale => scale.Weight, scale => scale.Scale) : [];
        return
        [
            .. network
                .named_parameters()
                .Where(parameter => parameter.parameter.dim() >= 2)
                .Select(parameter =>
                {
                    var weight = parameter.parameter.detach().cpu().to(float64).flatten(1);
                    if (scales.TryGetValue(parameter.name, out var scale))
                        weight = weight * scale.cpu().to(float64).unsqueeze(1);
                    return new WeightLayer(
                        parameter.name,
                        weight.contiguous().DetachFromDisposeScope(),
                        parameter.parameter.dim() > 2,
                        parameter.parameter.dim() > 2 ? (int)parameter.parameter.shape[2] : 1
                    );
                }),
        ];
    }

    /// <summary>
    /// The greatest singular value, by power iteration on the matrix's Gram matrix in float64 until a step changes it by less than 1e-10
    /// of itself.
    /// </summary>
    /// <param name="matrix">Rows x columns, float64.</param>
    public static double SpectralNorm(Tensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        const int most = 5_000;
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        // Of the smaller side, once: a step then costs the square of it.
        var gram = matrix.shape[0] <= matrix.shape[1] ? matrix.matmul(matrix.t()) : matrix.t().matmul(matrix);
        var size = (int)gram.shape[0];
        var random = new Data.RandomStream(1);
        var vector = tensor([.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)], dtype: float64);
        vector = vector / vector.norm();
        var value = 0.0;
        for (var i = 0; i < most; i++)
        {
            using var step = NewDisposeScope();
            var next = gram.matmul(vector);
            var length = next.norm().item<double>();
            if (length == 0)
                return 0;
            vector = next.Over(length).MoveToOuterDisposeScope();
            var isDone = Math.Abs(length - value) <= 1e-10 * length;
            value = length;
            if (isDone)
                break;
        }
        return Math.Sqrt(value);
    }
}

/// <summary>A batch norm of WebLab's own layers, as it multiplies and moves what its convolution gives in evaluation mode.</summary>
/// <param name="Weight">The name of the convolution's weight.</param>
/// <param name="Module">The name of the layer.</param>
/// <param name="Scale">By what each channel is multiplied.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record NormScale(string Weight, string Module, Tensor Scale, double Epsilon)
{
    public static IEnumerable<NormScale> Of(Module network)
    {
        var state = network.state_dict();
        foreach (var (name, module) in network.named_modules())
        {
            if (module is not INormedLayer normed || !state.TryGetValue($"{name}._runningVariance", out var variance))
                continue;
            var root = variance.Plus(normed.Epsilon).sqrt();
            var scale = state.TryGetValue($"{name}._gain", out var gain) ? gain / root : root.reciprocal();
            yield return new($"{name}._weight", name, scale, normed.Epsilon);
        }
    }
}
