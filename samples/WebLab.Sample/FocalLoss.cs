using WebLab.Contracts.Catalogue;
using WebLab.Training.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Sample;

/// <summary>A lab's own loss: the focal loss, -(1 - p)^gamma log p of the given label.</summary>
public sealed class FocalLoss : LossDescriptor
{
    private static readonly FieldInfo Gamma = Number(
        "focal-gamma",
        "Focus",
        "gamma: how much less the examples count that are right already; 0 is the cross-entropy.",
        0,
        10,
        2
    );

    /// <inheritdoc/>
    public override string Id => "sample-focal";

    /// <inheritdoc/>
    public override string Title => "Focal loss";

    /// <inheritdoc/>
    public override string Sentence => "-(1 - p)^gamma log p of the given label: what is right already counts less.";

    /// <inheritdoc/>
    public override string Source => "Lin et al. 2017, arXiv:1708.02002";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldInfo> Fields => [Gamma];

    /// <inheritdoc/>
    public override TrainingLoss Create(LossSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return new Focal(setup.Number(Gamma));
    }

    private sealed class Focal(double gamma) : TrainingLoss
    {
        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step)
        {
            var logGiven = log_softmax(logits, 1).gather(1, step.Labels.unsqueeze(1));
            // No further than 1e-7 from certain: the power has no gradient where p is 1.
            return -((1 - logGiven.exp()).clamp(min: 1e-7).pow(gamma) * logGiven).mean();
        }
    }
}
