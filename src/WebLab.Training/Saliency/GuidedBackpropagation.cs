using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>The gradient that rectified units let through where it is positive.</summary>
internal sealed class GuidedBackpropagation : SaliencyMethod
{
    public override string Id => "guided-backprop";
    public override string Title => "Guided backprop";

    public override string Sentence =>
        "The gradient, of which each rectified unit passes back only what is positive (Springenberg et al. 2015).";

    public override int Place => 3;

    public override string? Refusal(ExplainedNetwork network) =>
        network.HasRectifiers
            ? null
            : "Guided backpropagation needs rectified units that WebLab knows (Rectifier.Relu); the network has none.";

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        network.GuidedGradient(images, classes);
}
