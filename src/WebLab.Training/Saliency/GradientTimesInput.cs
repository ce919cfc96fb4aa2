using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>The gradient times the image.</summary>
internal sealed class GradientTimesInput : SaliencyMethod
{
    public override string Id => "gradient-input";
    public override string Title => "Gradient x input";
    public override string Sentence => "The gradient times the pixel: x d y / d x (Shrikumar et al. 2016).";
    public override int Place => 7;

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        network.Gradient(images, classes) * images;
}
