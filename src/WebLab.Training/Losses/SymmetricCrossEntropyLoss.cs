using WebLab.Contracts.Catalogue;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Losses;

/// <summary>
/// alpha CE + beta RCE. The reverse one takes the prediction for the truth: -sum of p_k log y_k, with the zeros of the one-hot target
/// taken as a small number. Since log 1 is 0, -log(floor) (1 - p of the given label) is left of it.
/// </summary>
internal sealed class SymmetricCrossEntropyLoss : LossDescriptor
{
    private static readonly FieldInfo Alpha = Number("sce-alpha", "Weight of cross-entropy", "alpha, the weight of CE.", 0, 100, 0.1);
    private static readonly FieldInfo Beta = Number("sce-beta", "Weight of the reverse", "beta, the weight of the reverse CE.", 0, 100, 1);
    private static readonly FieldInfo Floor = Number(
        "sce-floor",
        "What 0 is taken as",
        "The zeros of the target are taken as this, so that their logarithm A is finite.",
        1e-12,
        0.5,
        1e-4
    );

    public override string Id => "sce";
    public override string Title => "Symmetric cross-entropy";
    public override string Sentence => "alpha times cross-entropy plus beta times its reverse, which takes the prediction for the truth.";
    public override string Source => "Wang et al. 2019, arXiv:1908.06112; alpha, beta, A of CIFAR-10 in HanxunH/Active-Passive-Losses";
    public override int Place => 30;
    public override IReadOnlyList<FieldInfo> Fields => [Alpha, Beta, Floor];

    public override TrainingLoss Create(LossSetup setup) => new Loss(setup.Number(Alpha), setup.Number(Beta), setup.Number(Floor));

    private sealed class Loss(double alpha, double beta, double floor) : TrainingLoss
    {
        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step)
        {
            var given = softmax(logits, 1).gather(1, step.Labels.unsqueeze(1));
            var reverse = given.SubtractedFrom(1).mean().Times(-Math.Log(floor));
            return crossEntropy.Times(alpha).Plus(reverse.Times(beta));
        }
    }
}
