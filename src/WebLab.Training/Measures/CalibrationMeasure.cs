using System.Globalization;
using WebLab.Contracts.Measures;
using WebLab.Data;

namespace WebLab.Training.Measures;

/// <summary>Whether a network is as often right as it is sure.</summary>
internal sealed class CalibrationMeasure : NetworkMeasure
{
    private const int Bins = 15,
        Resamples = 200;

    public override string Id => "calibration";
    public override string Title => "Calibration error";
    public override string Formula =>
        "ECE = Σ_b (n_b / n) |accuracy_b − confidence_b| over 15 equal bins of the greatest softmax, test examples";
    public override string Source => "Guo et al. 2017 (arXiv:1706.04599), expected calibration error.";
    public override string Says => "By how much the network's confidence misses how often it is right; memorising leaves it too sure.";

    public override string CannotSay =>
        "A network that always says the classes' shares is calibrated and useless. With few examples in a bin the number is too "
        + "large; its "
        + "bins decide it a little.";

    public override int Place => 100;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var (test, train) = (Points(network, network.Test), Points(network, network.Train));
        var random = new RandomStream(Seeds.Derive(network.Seed, "calibration"));
        double[] again =
        [
            .. Enumerable
                .Range(0, Resamples)
                .Select(_ => Error(InBins([.. test.Select(_ => test[(int)(random.NextDouble() * test.Length)])]))),
        ];
        return new()
        {
            Value = Error(InBins(test)),
            Low = Distribution.Quantile(again, 0.025),
            High = Distribution.Quantile(again, 0.975),
            Parts = [new("training examples, given labels", Error(InBins(train)))],
            Reliability = [new("Test examples", InBins(test)), new("Training examples, given labels", InBins(train))],
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"The interval is that of {Resamples} resamples of the {test.Length:N0} test examples, 95 %."
            ),
        };
    }

    /// <summary>Confidence and whether it is right, in bins of equal width.</summary>
    internal static IReadOnlyList<ReliabilityBin> InBins((double Confidence, bool IsRight)[] points)
    {
        var (counts, confidence, right) = (new int[Bins], new double[Bins], new int[Bins]);
        foreach (var point in points)
        {
            // A bin holds its upper edge, as in Guo et al.
            var bin = Math.Clamp((int)Math.Ceiling(point.Confidence * Bins) - 1, 0, Bins - 1);
            counts[bin]++;
            confidence[bin] += point.Confidence;
            right[bin] += point.IsRight ? 1 : 0;
        }
        return
        [
            .. Enumerable
                .Range(0, Bins)
                .Select(bin => new ReliabilityBin(
                    counts[bin],
                    confidence[bin] / Math.Max(1, counts[bin]),
                    (double)right[bin] / Math.Max(1, counts[bin])
                )),
        ];
    }

    /// <summary>The expected calibration error.</summary>
    internal static double Error(IReadOnlyList<ReliabilityBin> bins) =>
        bins.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence)) / Math.Max(1, bins.Sum(bin => bin.Count));

    private static (double Confidence, bool IsRight)[] Points(MeasuredNetwork network, MeasuredExamples examples) =>
        [
            .. network
                .Logits(examples)
                .Select(
                    (logits, i) =>
                    {
                        var most = logits.Max();
                        var confidence = 1 / logits.Sum(logit => Math.Exp(logit - most));
                        return (confidence, MeasuredExamples.Predicted(logits) == examples.Labels[i]);
                    }
                ),
        ];
}
