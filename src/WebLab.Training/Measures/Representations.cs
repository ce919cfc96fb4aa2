using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>What a network makes of examples on their way through it.</summary>
internal static class Representations
{
    /// <summary>The units after each rectifier, in the order of the pass: of a convolution each channel is one unit, its mean over all
    /// places.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="inputs">N x channels x rows x columns, on its device.</param>
    /// <returns>N x units each, on the CPU, in no scope; none of a network without rectifiers that WebLab knows.</returns>
    public static List<Tensor> Of(Module<Tensor, Tensor> network, Tensor inputs)
    {
        // A batch's other activations, megabytes an image in a convolutional network, go before the next one's come.
        using var scope = NewDisposeScope();
        var layers = new List<Tensor>();
        // A network of a lab's own may have scopes of its own.
        var trace = new ActivationTrace(cuts: false) { Rectified = units => layers.Add(Seen(units).DetachFromDisposeScope()) };
        using (Rectifier.Under(trace))
            network.forward(inputs);
        return layers;
    }

    /// <summary>The units that the output layer tells classes by, as those of <see cref="Of"/>: what is put together of several paths is
    /// one layer.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="inputs">N x channels x rows x columns, on its device.</param>
    /// <returns>N x units, on the CPU, in no scope; null of a network without rectifiers that WebLab knows.</returns>
    public static Tensor? Penultimate(Module<Tensor, Tensor> network, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        Tensor? last = null;
        var trace = new ActivationTrace(cuts: false)
        {
            Kept = units =>
            {
                last?.Dispose();
                last = Seen(units).DetachFromDisposeScope();
            },
        };
        using (Rectifier.Under(trace))
            network.forward(inputs);
        return last;
    }

    private static Tensor Seen(Tensor units) => (units.dim() == 4 ? units.mean([2, 3]) : units.flatten(1)).cpu();
}
