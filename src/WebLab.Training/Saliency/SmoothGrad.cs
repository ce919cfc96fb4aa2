using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>The mean of a method's maps over noisy copies of an image.</summary>
internal static class NoisyCopies
{
    public const int Samples = 50;
    public const double NoiseShare = 0.15;

    /// <summary>The signed mean.</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="seed">Draws the noise.</param>
    /// <param name="maps">The maps of one noisy copy of each.</param>
    public static Tensor Mean(Tensor images, ulong seed, Func<Tensor, Tensor> maps)
    {
        using var scope = NewDisposeScope();
        var flat = images.flatten(1);
        var deviation = (flat.amax([1]) - flat.amin([1])).Times(NoiseShare).view(-1, 1, 1, 1);
        using var generator = new Generator(seed, images.device);
        var sum = zeros_like(images);
        for (var i = 0; i < Samples; i++)
        {
            using var each = NewDisposeScope();
            sum.Increase(
                maps(images.Plus(randn(images.shape, dtype: images.dtype, device: images.device, generator: generator) * deviation))
            );
        }
        return sum.DivideBy(Samples).MoveToOuterDisposeScope();
    }
}

/// <summary>The gradient, averaged over noisy copies.</summary>
internal sealed class SmoothGrad : SaliencyMethod
{
    public override string Id => "smooth-grad";
    public override string Title => "SmoothGrad";

    public override string Sentence =>
        "The signed mean gradient over 50 copies with Gaussian noise of 0.15 of the image's range (Smilkov et al. 2017).";

    public override int Place => 2;

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        NoisyCopies.Mean(images, seed, copies => network.Gradient(copies, classes));
}
