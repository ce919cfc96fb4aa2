using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>What the network of the training-curve test gets of each example, and for how long it is trained.</summary>
internal static class CurveInputs
{
    private const int MostSide = 32,
        MostEpochs = 10,
        FewestEpochs = 3;

    // Measured on one core: 3,072 inputs, 256 units. An example of few inputs takes as long as one of so many.
    private const double ValuesPerSecond = 5e7;
    private const int LeastInputs = 512;

    /// <summary>Each value less its mean over the examples, divided by its deviation.</summary>
    /// <param name="set">The examples.</param>
    public static Tensor Of(ImageSet set)
    {
        using var scope = NewDisposeScope();
        var images = set.Features is null ? ReducedImages.Of(set, MostSide) : set;
        var values = images.Features is { } features
            ? nan_to_num(tensor(features, [images.Count, images.Width]), 0, 0, 0)
            : tensor(images.Pixels, [images.Count, images.ImageLength]).to(ScalarType.Float32);
        var centred = values.sub(values.mean([0], keepdim: true));
        return centred.div_(centred.Squared().mean([0], keepdim: true).sqrt().AtLeast(1e-6f)).Bound(-8, 8).MoveToOuterDisposeScope();
    }

    /// <summary>As many of the examples as the fewest epochs on them, of the given labels and of all copies, fit a third of the
    /// budget.</summary>
    /// <param name="set">The examples.</param>
    /// <param name="options">What is asked.</param>
    public static int Examples(ImageSet set, LabelAuditOptions options) =>
        AuditSample.Trained(options, set.Count, Seconds(set) * (options.Shuffles + 1) * FewestEpochs);

    private static double Seconds(ImageSet set) =>
        Math.Clamp(set.ImageLength, LeastInputs, 3 * MostSide * MostSide) / ValuesPerSecond;

    /// <summary>As many epochs as fit a third of the budget, 3 to 10.</summary>
    /// <param name="set">The examples.</param>
    /// <param name="options">What is asked.</param>
    public static int Epochs(ImageSet set, LabelAuditOptions options)
    {
        var epoch = set.Count * Seconds(set);
        return (int)Math.Clamp(options.BudgetSeconds / 3.0 / (epoch * (options.Shuffles + 1)), FewestEpochs, MostEpochs);
    }
}
