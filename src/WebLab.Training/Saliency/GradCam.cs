using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Saliency;

/// <summary>The last convolution's maps, weighed by how much the output rises with each.</summary>
internal sealed class GradCam : SaliencyMethod
{
    public override string Id => "grad-cam";
    public override string Title => "Grad-CAM";

    public override string Sentence =>
        "ReLU(sum of a_k A_k), A_k a map of the last convolution, a_k the mean of d y / d A_k, enlarged (Selvaraju et al. 2017).";

    public override int Place => 4;

    public override string? Refusal(ExplainedNetwork network) =>
        network.HasFeatureMaps ? null : "Grad-CAM needs a convolution; the network has none.";

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        interpolate(
            network.FromFeatures(images, classes, (maps, gradient) => relu((gradient.mean([2, 3], true) * maps).sum(1, true))),
            size: [images.shape[2], images.shape[3]],
            mode: InterpolationMode.Bilinear,
            align_corners: false
        );
}
