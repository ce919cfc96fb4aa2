using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>The gradient on the way from black to the image, times the image: what it gives sums to the output's rise.</summary>
internal sealed class IntegratedGradients : SaliencyMethod
{
    public const int Steps = 50;

    public override string Id => "integrated-gradients";
    public override string Title => "Integrated gradients";

    public override string Sentence =>
        "x times the mean gradient at 50 points between black and x; its sum is the output less that of black (Sundararajan et al. 2017).";

    public override int Place => 5;

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed) =>
        Along(network, images, classes, Steps);

    /// <summary>The integral by the midpoints of so many steps.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Black, the other end of the way, is 0.</param>
    /// <param name="classes">The output that is explained.</param>
    /// <param name="steps">How many.</param>
    internal static Tensor Along(ExplainedNetwork network, Tensor images, Tensor classes, int steps)
    {
        using var scope = NewDisposeScope();
        var sum = zeros_like(images);
        for (var i = 0; i < steps; i++)
        {
            using var each = NewDisposeScope();
            sum.Increase(network.Gradient(images.Times((i + 0.5) / steps), classes));
        }
        return (sum.Over(steps) * images).MoveToOuterDisposeScope();
    }
}
