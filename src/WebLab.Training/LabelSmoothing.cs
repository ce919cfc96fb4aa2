using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training;

/// <summary>
/// Trains towards 1 - s on the given label and s spread evenly over all classes. The loss that is shown stays the plain cross-entropy: the
/// smoothed one cannot come near 0, and "time to fit" would never be reached.
/// </summary>
internal static class LabelSmoothing
{
    /// <summary>The loss that is trained on, a scalar.</summary>
    /// <param name="crossEntropy">The mean cross-entropy against given labels, a scalar.</param>
    /// <param name="logits">N x classes.</param>
    /// <param name="smoothing">s, 0 to 0.9.</param>
    public static Tensor Apply(Tensor crossEntropy, Tensor logits, double smoothing) =>
        smoothing == 0 ? crossEntropy : crossEntropy.Times(1 - smoothing) - log_softmax(logits, 1).mean().Times(smoothing);
}
