using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>What a network makes of examples on their way through it.</summary>
internal static class Representations
{
    /// <summary>The units after each rectifier, in the order of the pass: of a convolution each channel is one unit, its mean over all
    /// places. The last of them are what the output layer tells classes by.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="inputs">N x channels x rows x columns, on its device.</param>
    /// <returns>N x units each, on the CPU, in no scope; none of a network without rectifiers that WebLab knows.</returns>
    public static List<Tensor> Of(Module<Tensor, Tensor> network, Tensor inputs)
    {
        // A batch's other activations, megabytes an image in a convolutional network, go before the next one's come.
        using var scope = NewDisposeScope();
        var layers = new List<Tensor>();
        var trace = new ActivationTrace(cuts: false)
        {
            Rectified = units =>
            {
                var seen = units.dim() == 4 ? units.mean([2, 3]) : units.flatten(1);
                // A network of a lab's own may have scopes of its own.
                layers.Add(seen.cpu().DetachFromDisposeScope());
            },
        };
        using (Rectifier.Under(trace))
            network.forward(inputs);
        return layers;
    }
}
