using WebLab.Contracts.Catalogue;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Losses;

/// <summary>Between cross-entropy (q towards 0) and the mean absolute error (q = 1): (1 - p^q) / q, p of the given label.</summary>
internal sealed class GeneralisedCrossEntropyLoss : LossDescriptor
{
    private static readonly FieldInfo Q = Number(
        "gce-q",
        "Exponent q",
        "Of (1 - p^q) / q. Towards 0 it is the cross-entropy, at 1 the mean absolute error, which no wrong label can pull far.",
        0.01,
        1,
        0.7
    );

    public override string Id => "gce";
    public override string Title => "Generalised cross-entropy";
    public override string Sentence => "(1 - p^q) / q of the given label's p: what the network thinks unlikely pulls less.";
    public override string Source => "Zhang and Sabuncu 2018, arXiv:1805.07836; q as there";
    public override int Place => 20;
    public override IReadOnlyList<FieldInfo> Fields => [Q];

    public override TrainingLoss Create(LossSetup setup) => new Loss(setup.Number(Q));

    private sealed class Loss(double q) : TrainingLoss
    {
        // p^q as exp(q log p): the power's own gradient has no value where p has become 0.
        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step)
        {
            var logGiven = log_softmax(logits, 1).gather(1, step.Labels.unsqueeze(1));
            return logGiven.Times(q).exp().SubtractedFrom(1).mean().Over(q);
        }
    }
}
