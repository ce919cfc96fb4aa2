using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Makes probabilities of what a model says of each example that it has not seen.</summary>
internal static class OwnProbabilities
{
    private const int Rounds = 60;

    /// <summary>The least sharpness of the outputs of ridge regression, which are near 0 and 1.</summary>
    public const double Least = 0.1;

    /// <summary>The softmax at the temperature at which the given labels are the most probable.</summary>
    /// <param name="predictions">Examples x classes, float32.</param>
    /// <param name="labels">A given label for each.</param>
    /// <param name="others">Predictions of further examples, which follow, at the same temperature, by each of some models: the mean of
    /// their probabilities is taken.</param>
    /// <param name="least">The least factor before the softmax, up to 200.</param>
    public static ProbabilityTable Of(
        Tensor predictions,
        IReadOnlyList<int> labels,
        IReadOnlyList<Tensor> others,
        double least = Least
    )
    {
        using var scope = NewDisposeScope();
        var values = predictions.to(ScalarType.Float64);
        var given = tensor(labels.Select(label => (long)label).ToArray()).unsqueeze(1);
        // The likelihood is convex in the sharpness: the golden section closes in on it, on a logarithmic scale.
        var (low, high) = (Math.Log(least), Math.Log(200));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        for (var round = 0; round < Rounds && high - low > 1e-3; round++)
        {
            var (one, other) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            (low, high) = Loss(one) < Loss(other) ? (low, other) : (one, high);
        }
        var probabilities = Softmax(values);
        if (others.Count > 0)
            probabilities = cat([probabilities, stack(others.Select(Softmax)).mean([0])], 0);
        return new((int)probabilities.shape[0], (int)probabilities.shape[1], probabilities.data<double>().ToArray());

        Tensor Softmax(Tensor of) => of.to(ScalarType.Float64).Times(Math.Exp((low + high) / 2)).softmax(1);

        double Loss(double sharpness)
        {
            using var inner = NewDisposeScope();
            return -values.Times(Math.Exp(sharpness)).log_softmax(1).gather(1, given).mean().item<double>();
        }
    }
}
