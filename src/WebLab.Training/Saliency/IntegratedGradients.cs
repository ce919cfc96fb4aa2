using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>The gradient on the way from black to the image, times the image: what it gives sums to the output's rise.</summary>
internal sealed class IntegratedGradients : SaliencyMethod
{
    /// <summary>The authors' number of points.</summary>
    public const int Steps = 50;

    // A network of rectified units has a gradient that jumps: no rule of higher order sums it up sooner than midpoints do, and their
    // error falls as their number grows. Three times as many are those that there are and two between each: none is taken twice.
    private const int Refinement = 3,
        MostSteps = Steps * Refinement * Refinement * Refinement * Refinement;

    // A map sums to the rise within this share of it. A rise that is next to nothing has no shares.
    private const double Complete = 1e-3,
        LeastRise = 1e-3;

    public override string Id => "integrated-gradients";
    public override string Title => "Integrated gradients";

    public override string Sentence =>
        "x times the mean gradient between black and x, at 50 points or as many more as it takes until its sum is the output less that of "
        + "black to a thousandth (Sundararajan et al. 2017).";

    public override int Place => 5;

    public override string? Doubt(ExplainedNetwork network, Tensor images, Tensor classes, Tensor maps)
    {
        using var scope = NewDisposeScope();
        double[] off = [.. Off(maps, Rise(network, images, classes)).to(float64).cpu().data<double>()];
        var open = off.Where(each => each > Complete).ToList();
        return open.Count == 0
            ? null
            : Contracts.Sentence.Of(
                $"{open.Count} of {off.Length} maps of integrated gradients are not complete: after {MostSteps:N0} points they do not sum "
                    + $"to the output less that of black within a thousandth of it; the farthest is off by {open.Max():0.0 %}."
            );
    }

    protected override Tensor Draw(ExplainedNetwork network, Tensor images, Tensor classes, ulong seed)
    {
        using var scope = NewDisposeScope();
        var rise = Rise(network, images, classes);
        var sums = Sum(network, images, classes, Steps, isNew: _ => true);
        var maps = sums.Over(Steps) * images;
        for (var steps = Steps; steps < MostSteps; steps *= Refinement)
        {
            using var each = NewDisposeScope();
            var rows = Off(maps, rise).Above(Complete).nonzero().flatten();
            if (rows.numel() == 0)
                break;
            var (some, chosen) = (images.index_select(0, rows), classes.index_select(0, rows));
            var more = Sum(network, some, chosen, steps * Refinement, isNew: i => i % Refinement != Refinement / 2);
            using var one = HeldNumbers.Of(1);
            sums.index_add_(0, rows, more, one);
            maps.index_copy_(0, rows, sums.index_select(0, rows).Over(steps * Refinement) * some);
        }
        return maps.MoveToOuterDisposeScope();
    }

    /// <summary>The integral by the midpoints of so many steps.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Black, the other end of the way, is 0.</param>
    /// <param name="classes">The output that is explained.</param>
    /// <param name="steps">How many.</param>
    internal static Tensor Along(ExplainedNetwork network, Tensor images, Tensor classes, int steps)
    {
        using var scope = NewDisposeScope();
        return (Sum(network, images, classes, steps, _ => true).Over(steps) * images).MoveToOuterDisposeScope();
    }

    private static Tensor Rise(ExplainedNetwork network, Tensor images, Tensor classes) =>
        network.Outputs(images, classes) - network.Outputs(zeros_like(images), classes);

    // What each map's sum lacks of the rise, or has too much, as a share of it.
    private static Tensor Off(Tensor maps, Tensor rise) => (maps.flatten(1).sum(1) - rise).abs() / rise.abs().AtLeast(LeastRise);

    private static Tensor Sum(ExplainedNetwork network, Tensor images, Tensor classes, int steps, Func<int, bool> isNew)
    {
        var sum = zeros_like(images);
        for (var i = 0; i < steps; i++)
        {
            if (!isNew(i))
                continue;
            using var each = NewDisposeScope();
            sum.Increase(network.Gradient(images.Times((i + 0.5) / steps), classes));
        }
        return sum;
    }
}
