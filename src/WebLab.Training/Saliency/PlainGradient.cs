using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>The gradient itself.</summary>
internal sealed class PlainGradient : SaliencyMethod
{
    public override string Id => "gradient";
    public override string Title => "Gradient";
    public override string Sentence => "How the output changes with each pixel: d y / d x (Simonyan et al. 2013).";
    public override int Place => 1;

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        network.Gradient(images, classes);
}
