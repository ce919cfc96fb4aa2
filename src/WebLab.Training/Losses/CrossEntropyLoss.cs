using WebLab.Contracts.Specs;
using static TorchSharp.torch;

namespace WebLab.Training.Losses;

/// <summary>The loss of the paper, with label smoothing where the recipe has it.</summary>
internal sealed class CrossEntropyLoss : LossDescriptor
{
    public override string Id => LossSpec.CrossEntropy;
    public override string Title => "Cross-entropy";
    public override string Sentence => "-log p of the given label: every label is believed, the wrong ones too.";
    public override string Source => "Zhang et al. 2017, arXiv:1611.03530";
    public override int Place => 10;

    public override TrainingLoss Create(LossSetup setup) => new Loss(setup.Spec.Regularisers.LabelSmoothing);

    private sealed class Loss(double smoothing) : TrainingLoss
    {
        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step) =>
            LabelSmoothing.Apply(crossEntropy, logits, smoothing);
    }
}
