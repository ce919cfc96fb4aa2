using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Measures;

/// <summary>Copies of a network whose weights a measure may change.</summary>
internal static class NetworkCopy
{
    /// <summary>A network like another, with its weights, on its device.</summary>
    public static Module<Tensor, Tensor> Of(MeasuredNetwork network)
    {
        using var _ = no_grad();
        var copy = network.CreateNew();
        copy.to(network.Train.Inputs.device);
        Copy(network.Network, copy);
        copy.eval();
        return copy;
    }

    /// <summary>Gives a network the weights of one like it.</summary>
    public static void Copy(Module from, Module to)
    {
        using var _ = no_grad();
        foreach (var ((_, source), (_, target)) in from.state_dict().Zip(to.state_dict()))
            target.copy_(source);
    }

    /// <summary>Multiplies each batch norm of WebLab's own layers into the weights before it, after which it changes nothing.</summary>
    public static void FoldBatchNorm(Module network)
    {
        using var _ = no_grad();
        var state = network.state_dict();
        foreach (var norm in NormScale.Of(network).ToList())
        {
            var (weight, bias) = (state[norm.Weight], state[$"{norm.Module}._bias"]);
            weight.mul_(norm.Scale.view(-1, 1, 1, 1));
            bias.sub_(state[$"{norm.Module}._runningMean"] * norm.Scale);
            state[$"{norm.Module}._runningMean"].zero_();
            state[$"{norm.Module}._runningVariance"].Fill(1 - norm.Epsilon);
            if (state.TryGetValue($"{norm.Module}._gain", out var gain))
                gain.Fill(1);
        }
    }
}
