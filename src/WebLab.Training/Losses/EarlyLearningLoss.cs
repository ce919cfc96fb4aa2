using WebLab.Contracts.Catalogue;
using WebLab.Training.Checkpoints;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Losses;

/// <summary>
/// Early-learning regularisation: CE + lambda mean log(1 - t . p). t is each example's running mean of what the network predicted for it,
/// t = beta t + (1 - beta) p, which no gradient goes through: before wrong labels are memorised it mostly points at the true class.
/// </summary>
internal sealed class EarlyLearningLoss : LossDescriptor
{
    private static readonly FieldInfo Beta = Number(
        "elr-beta",
        "Memory of predictions",
        "beta: how much of an example's remembered prediction is kept at each presentation.",
        0,
        0.999,
        0.7
    );

    private static readonly FieldInfo Lambda = Number(
        "elr-lambda",
        "Weight of the memory",
        "lambda: how strongly the network is held to what it predicted early.",
        0,
        100,
        3
    );

    public override string Id => "elr";
    public override string Title => "Early-learning regularisation";
    public override string Sentence => "Cross-entropy, held to a running mean of what the network predicted for each example before.";
    public override string Source => "Liu et al. 2020, arXiv:2007.00151; beta and lambda of CIFAR-10 in shengliu66/ELR";
    public override int Place => 40;
    public override IReadOnlyList<FieldInfo> Fields => [Beta, Lambda];
    public override string State => "examples * classes";

    public override TrainingLoss Create(LossSetup setup) => new Loss(setup, setup.Number(Beta), setup.Number(Lambda));

    private sealed class Loss(LossSetup setup, double beta, double lambda) : TrainingLoss
    {
        // Of the authors' code: no prediction is taken as certain, so that the logarithm stays finite.
        private const double Margin = 1e-4;

        private readonly Tensor _targets = zeros(setup.Examples, setup.Classes, device: setup.Device);

        public override long StateBytes => _targets.numel() * sizeof(float);

        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step)
        {
            var predicted = softmax(logits, 1).Between(Margin, 1 - Margin);
            var targets = Remember(predicted.detach(), step.Examples);
            return crossEntropy.Plus((targets * predicted).sum(1).SubtractedFrom(1).log().mean().Times(lambda));
        }

        public override void Save(BinaryWriter writer) => TensorState.Write(writer, _targets);

        public override void Load(BinaryReader reader) => TensorState.ReadInto(reader, _targets);

        protected override void Dispose(bool disposing)
        {
            _targets.Dispose();
            base.Dispose(disposing);
        }

        private Tensor Remember(Tensor predicted, Tensor examples)
        {
            var shares = predicted / predicted.sum(1, keepdim: true);
            var targets = _targets.index_select(0, examples).Times(beta).Plus(shares.Times(1 - beta));
            _targets.index_copy_(0, examples, targets);
            return targets;
        }
    }
}
