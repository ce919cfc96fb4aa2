using WebLab.Contracts.Catalogue;
using WebLab.Training.Checkpoints;
using WebLab.Training.Optimization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Losses;

/// <summary>
/// Co-teaching: two networks see the same batches, and each learns from the share of it that the other finds easiest, 1 - R(epoch). R
/// grows linearly from 0 in the first epoch to the forget rate. The network that is measured and kept is the first.
/// </summary>
internal sealed class CoTeachingLoss : LossDescriptor
{
    private static readonly FieldInfo ForgetRate = Number(
        "forget-rate",
        "Forgotten share",
        "The share of each batch that is left out in the end: the recipe's noise rate, as the authors take it, or 0.2 where the corruption "
            + "has none.",
        0,
        0.95,
        0.2
    ) with
    {
        DefaultFrom = "corruption.noiseRate",
    };

    private static readonly FieldInfo ForgetEpochs = WholeNumber(
        "forget-epochs",
        "Epochs until then",
        "The epochs over which the share that is left out grows from 0.",
        1,
        1_000,
        10
    );

    public override string Id => "co-teaching";
    public override string Title => "Co-teaching";
    public override string Sentence => "Two networks, each trained on the part of the batch with the other's smallest losses.";
    public override string Source => "Han et al. 2018, arXiv:1804.06872; schedule as in bhanML/Co-teaching";
    public override int Place => 60;
    public override int Networks => 2;
    public override IReadOnlyList<FieldInfo> Fields => [ForgetRate, ForgetEpochs];

    public override TrainingLoss Create(LossSetup setup) => new Loss(setup);

    /// <summary>R, the share of a batch that is left out.</summary>
    internal static double Forgotten(int epoch, double rate, int epochs) =>
        epoch > epochs ? rate
        : epochs == 1 ? 0
        : rate * (epoch - 1) / (epochs - 1);

    private sealed class Loss : TrainingLoss
    {
        private readonly double _rate;
        private readonly int _epochs;
        private readonly Module<Tensor, Tensor> _peer;
        private readonly Sgd _peerOptimizer;

        public Loss(LossSetup setup)
        {
            (_rate, _epochs) = (setup.Number(ForgetRate), (int)setup.Number(ForgetEpochs));
            _peer = setup.CreatePeer();
            _peerOptimizer = Sgd.Of(setup.Spec, _peer);
        }

        public override long StateBytes => (2 * _peer.parameters().Sum(Bytes)) + _peer.buffers().Sum(Bytes);

        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step)
        {
            var peerLogits = _peer.forward(images);
            var losses = cross_entropy(logits, step.Labels, reduction: Reduction.None);
            var peerLosses = cross_entropy(peerLogits, step.Labels, reduction: Reduction.None);
            var count = (int)losses.shape[0];
            var kept = Math.Max(1, (int)((1 - Forgotten(step.Epoch, _rate, _epochs)) * count));
            var (easiest, peerEasiest) = (Smallest(losses, kept), Smallest(peerLosses, kept));

            _peerOptimizer.ClearGradients();
            peerLosses.index_select(0, easiest).mean().backward();
            _peerOptimizer.Step(step.LearningRate);
            return losses.index_select(0, peerEasiest).mean();
        }

        public override void Save(BinaryWriter writer)
        {
            foreach (var (_, tensor) in _peer.state_dict())
                TensorState.Write(writer, tensor);
            _peerOptimizer.Save(writer);
        }

        public override void Load(BinaryReader reader)
        {
            foreach (var (_, tensor) in _peer.state_dict())
                TensorState.ReadInto(reader, tensor);
            _peerOptimizer.Load(reader);
        }

        protected override void Dispose(bool disposing)
        {
            _peerOptimizer.Dispose();
            _peer.Dispose();
            base.Dispose(disposing);
        }

        private static Tensor Smallest(Tensor losses, int count) => losses.detach().argsort().narrow(0, 0, count);

        private static long Bytes(Tensor tensor) => tensor.numel() * tensor.element_size();
    }
}
