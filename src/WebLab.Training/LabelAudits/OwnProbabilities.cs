using WebLab.Data.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>Makes probabilities of what ridge regression says of each example without it.</summary>
internal static class OwnProbabilities
{
    private const int Rounds = 60;

    /// <summary>The softmax at the temperature at which the given labels are the most probable.</summary>
    /// <param name="predictions">Examples x classes, float32.</param>
    /// <param name="labels">A given label for each.</param>
    /// <param name="others">Predictions of further examples, which follow, at the same temperature; null for none.</param>
    public static ProbabilityTable Of(Tensor predictions, IReadOnlyList<int> labels, Tensor? others = null)
    {
        using var scope = NewDisposeScope();
        var values = predictions.to(ScalarType.Float64);
        var given = tensor(labels.Select(label => (long)label).ToArray()).unsqueeze(1);
        // The likelihood is convex in the sharpness: the golden section closes in on it, on a logarithmic scale.
        var (low, high) = (Math.Log(0.1), Math.Log(200));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        for (var round = 0; round < Rounds && high - low > 1e-3; round++)
        {
            var (one, other) = (high - (ratio * (high - low)), low + (ratio * (high - low)));
            (low, high) = Loss(one) < Loss(other) ? (low, other) : (one, high);
        }
        var all = others is null ? values : cat([values, others.to(ScalarType.Float64)], 0);
        var probabilities = all.Times(Math.Exp((low + high) / 2)).softmax(1);
        return new((int)all.shape[0], (int)all.shape[1], probabilities.data<double>().ToArray());

        double Loss(double sharpness)
        {
            using var inner = NewDisposeScope();
            return -values.Times(Math.Exp(sharpness)).log_softmax(1).gather(1, given).mean().item<double>();
        }
    }
}
