using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>Integrated gradients, averaged over noisy copies.</summary>
internal sealed class SmoothIntegratedGradients : SaliencyMethod
{
    public override string Id => "ig-smooth-grad";
    public override string Title => "IG-SmoothGrad";
    public override string Sentence =>
        "The signed mean of integrated gradients over 50 copies with Gaussian noise of 0.15 of the image's range.";
    public override int Place => 6;

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        NoisyCopies.Mean(images, seed, copies => IntegratedGradients.Along(network, copies, classes, IntegratedGradients.Steps));
}
