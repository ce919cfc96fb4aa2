using WebLab.Contracts.Catalogue;
using WebLab.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Losses;

/// <summary>
/// Trains on l x_i + (1 - l) x_j with the labels mixed alike, j a random partner in the batch and l one draw of Beta(alpha, alpha) a step.
/// The larger share is always an image's own: with a uniform permutation of partners that is the same distribution, and the cross-entropy
/// that is shown is then against the label that most of the image has.
/// </summary>
internal sealed class MixupLoss : LossDescriptor
{
    private static readonly FieldInfo Alpha = Number(
        "mixup-alpha",
        "Strength of mixing",
        "alpha of the Beta distribution that the shares are drawn from: near 0 images stay almost whole, large mixes them half and half.",
        0.05,
        32,
        1
    );

    public override string Id => "mixup";
    public override string Title => "Mixup";
    public override string Sentence =>
        "Cross-entropy on mixtures of two images and their labels; the loss that is shown is of the mixtures.";
    public override string Source => "Zhang et al. 2018, arXiv:1710.09412; alpha of CIFAR-10 in facebookresearch/mixup-cifar10";
    public override int Place => 50;
    public override IReadOnlyList<FieldInfo> Fields => [Alpha];

    public override TrainingLoss Create(LossSetup setup) => new Loss(setup.Number(Alpha), Seeds.Derive(setup.Spec.Seed, Seeds.Mixing));

    /// <summary>One draw of Beta(alpha, alpha), of which the larger share is taken: 0.5 to 1.</summary>
    internal static double LargerShare(RandomStream random, double alpha)
    {
        var (first, second) = (Gamma(random, alpha), Gamma(random, alpha));
        // Both can be too small for a number where alpha is small: one image is whole then.
        return first + second > 0 ? Math.Max(first, second) / (first + second) : 1;
    }

    // Marsaglia and Tsang 2000; below 1 by Gamma(a) = Gamma(a + 1) U^(1/a).
    private static double Gamma(RandomStream random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(random.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextGaussian();
            var v = Math.Pow(1 + (c * x), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }

    private sealed class Loss(double alpha, ulong seed) : TrainingLoss
    {
        public override Tensor Prepare(Tensor images, LossStep step)
        {
            var (share, partners) = Draw(step);
            return images.Times(share).Plus(images.index_select(0, partners).Times(1 - share));
        }

        public override Tensor Of(Tensor images, Tensor logits, Tensor crossEntropy, LossStep step)
        {
            var (share, partners) = Draw(step);
            return crossEntropy.Times(share).Plus(cross_entropy(logits, step.Labels.index_select(0, partners)).Times(1 - share));
        }

        private (double Share, Tensor Partners) Draw(LossStep step)
        {
            var random = RandomStream.ForItem(seed, step.Number);
            var share = LargerShare(random, alpha);
            var partners = random.Permutation((int)step.Labels.shape[0]);
            return (share, tensor(partners, dtype: ScalarType.Int64, device: step.Labels.device));
        }
    }
}
