using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>
/// The rectified unit of a network. What explains a network needs its units: guided backpropagation changes how gradients pass them, and
/// Grad-CAM reads the maps of the last convolution. Without anybody watching it is torch's own, in place.
/// </summary>
public static class Rectifier
{
    // Torch's scopes are a thread's, and so is a forward pass.
    [ThreadStatic]
    private static ActivationTrace? _trace;

    /// <summary>max(x, 0); the tensor that goes in may be written over.</summary>
    /// <param name="units">Units before it.</param>
    public static Tensor Relu(Tensor units) => _trace is { } trace ? trace.Rectify(units) : relu(units, inplace: true);

    /// <summary>Says that these are the maps of features as far as the network has come, where they are put together of several.</summary>
    /// <param name="maps">N x channels x rows x columns.</param>
    public static Tensor Features(Tensor maps)
    {
        _trace?.Keep(maps);
        return maps;
    }

    /// <summary>Watches the forward passes of this thread, until it is disposed.</summary>
    /// <param name="trace">Sees them.</param>
    internal static Watch Under(ActivationTrace trace)
    {
        _trace = trace;
        return default;
    }

    /// <summary>Ends what <see cref="Under"/> began.</summary>
    internal readonly struct Watch : IDisposable
    {
        public void Dispose() => _trace = null;
    }
}

/// <summary>What a forward pass met on its way.</summary>
/// <param name="cuts">Whether the graph is cut at each rectified unit, so that gradients can be changed there.</param>
internal sealed class ActivationTrace(bool cuts)
{
    private readonly List<(Tensor Before, Tensor After)> _cuts = [];

    /// <summary>Rectified units that the pass went through.</summary>
    public int Rectifiers { get; private set; }

    /// <summary>Sees the units after each rectifier, in the order of the pass.</summary>
    public Action<Tensor>? Rectified { get; init; }

    /// <summary>The maps of features that it met last; null without a convolution.</summary>
    public Tensor? LastFeatures { get; private set; }

    /// <summary>Hears the units after each rectifier and each place where they are put together, the last of which the output layer
    /// reads.</summary>
    public Action<Tensor>? Kept { get; init; }

    /// <summary>Where the graph was cut, in the order of the pass: each with a graph of its own before it and a leaf after it.</summary>
    public IReadOnlyList<(Tensor Before, Tensor After)> Cuts => _cuts;

    public Tensor Rectify(Tensor units)
    {
        Rectifiers++;
        var after = relu(units);
        Rectified?.Invoke(after);
        if (cuts)
        {
            after = after.detach().requires_grad_(true);
            _cuts.Add((units, after));
        }
        Keep(after);
        return after;
    }

    public void Keep(Tensor maps)
    {
        if (maps.dim() == 4)
            LastFeatures = maps;
        Kept?.Invoke(maps);
    }
}
