using WebLab.Training.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Tests.Measures;

/// <summary>Small networks whose weights and examples a test writes down.</summary>
internal static class HandMade
{
    /// <summary>A chain of fully connected layers without biases, rectified between them.</summary>
    /// <param name="examples">Rows of inputs.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="weights">Outputs x inputs of each layer; one or two of them.</param>
    public static MeasuredNetwork Network(float[,] examples, int[] labels, params float[][,] weights)
    {
        var inputs = tensor(examples).unsqueeze(2).unsqueeze(3);
        var examined = new MeasuredExamples(inputs, labels, labels);
        return new(
            Mlp(weights),
            () => Mlp([.. weights.Select(weight => new float[weight.GetLength(0), weight.GetLength(1)])]),
            examined,
            examined with
            { },
            [.. Enumerable.Range(0, weights[^1].GetLength(0)).Select(label => $"class {label}")]
        );
    }

    public static float[,] Scaled(float[,] matrix, float factor)
    {
        var scaled = (float[,])matrix.Clone();
        for (var i = 0; i < scaled.GetLength(0); i++)
            for (var j = 0; j < scaled.GetLength(1); j++)
                scaled[i, j] *= factor;
        return scaled;
    }

    private static Mlp Mlp(float[][,] weights)
    {
        using var _ = no_grad();
        var network = new Mlp(weights[0].GetLength(1), weights.Length - 1, weights[0].GetLength(0), weights[^1].GetLength(0), Identity());
        foreach (var parameter in network.parameters())
            parameter.zero_();
        // Hidden layers come first or last, as their shapes say.
        var matrices = network.parameters().Where(parameter => parameter.dim() == 2).ToList();
        var left = weights.ToList();
        foreach (var matrix in matrices)
        {
            var own = left.First(weight => matrix.shape[0] == weight.GetLength(0) && matrix.shape[1] == weight.GetLength(1));
            left.Remove(own);
            matrix.copy_(tensor(own));
        }
        network.eval();
        return network;
    }
}
