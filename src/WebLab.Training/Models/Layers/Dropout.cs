using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>
/// Drops units in training and scales the others up. Torch's own module draws from the process's global generator; this one draws
/// from the run's, so that two runs in one process, or a run resumed, see the same units drop.
/// </summary>
/// <param name="probability">The probability that a unit is dropped, 0 to 0.95; 0 does nothing.</param>
/// <param name="generator">The run's augmentation generator, on the network's device.</param>
internal sealed class Dropout(double probability, Generator generator) : Module<Tensor, Tensor>(nameof(Dropout))
{
    // Held: a number that becomes one in the call may be collected, and its memory be another's, before the call has read it.
    private readonly Scalar _probability = HeldNumbers.Of(probability),
        _share = HeldNumbers.Of(1 - probability);

    /// <inheritdoc/>
    public override Tensor forward(Tensor units)
    {
        if (!training || probability == 0)
            return units;
        var kept = rand(units.shape, device: units.device, generator: generator).ge(_probability);
        return units * kept / _share;
    }
}
