using WebLab.Contracts.Measures;

namespace WebLab.Training.Measures;

/// <summary>How far the given label's logit lies above the best other one.</summary>
internal sealed class MarginMeasure : NetworkMeasure
{
    public override string Id => "margins";
    public override string Title => "Margins";
    public override string Formula => "median over training examples of f(x)_y − max_{j≠y} f(x)_j, y the given label";

    public override string Source =>
        "Neyshabur et al. 2017 (arXiv:1706.08947), whose single number is the 5th percentile; Jiang et al. 2020 "
        + "(arXiv:1912.02178) take the "
        + "10th.";

    public override string Says => "How surely each training example is fitted; an example with a negative margin is not.";

    public override string CannotSay =>
        "Multiplying the last layer by ten makes every margin ten times as large and changes no prediction: raw margins of two "
        + "networks are "
        + "not comparable. See the normalised margins.";

    public override int Place => 10;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Describe(Of(network), "Margin");
    }

    /// <summary>The margin of each training example.</summary>
    internal static double[] Of(MeasuredNetwork network) =>
        [.. network.Logits(network.Train).Select((logits, i) => Of(logits, network.Train.Labels[i]))];

    /// <summary>The margin of one example.</summary>
    internal static double Of(float[] logits, int label)
    {
        var best = double.NegativeInfinity;
        for (var j = 0; j < logits.Length; j++)
        {
            if (j != label)
                best = Math.Max(best, logits[j]);
        }
        return logits[label] - best;
    }

    /// <summary>The median with the percentiles that others take, and the histogram.</summary>
    internal static MeasureResult Describe(double[] margins, string name) =>
        new()
        {
            Value = Distribution.Quantile(margins, 0.5),
            Parts =
            [
                .. new[] { 0.05, 0.1, 0.25, 0.75, 0.95 }.Select(share => new MeasurePart(
                    $"{share * 100:0}th percentile",
                    Distribution.Quantile(margins, share)
                )),
            ],
            Histograms = [Distribution.Histogram(name, margins)],
        };
}
