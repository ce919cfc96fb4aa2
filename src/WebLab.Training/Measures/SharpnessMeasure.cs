using System.Globalization;
using TorchSharp;
using WebLab.Contracts.Measures;
using WebLab.Data;
using static TorchSharp.torch;

namespace WebLab.Training.Measures;

/// <summary>How little noise on the weights costs a tenth of the accuracy.</summary>
internal sealed class SharpnessMeasure : NetworkMeasure
{
    private const int Searches = 3,
        Bisections = 15,
        Draws = 10;
    private const double Cost = 0.1,
        Tolerance = 0.01,
        Greatest = 2;

    public override string Id => "sharpness";
    public override string Title => "Sharpness";

    public override string Formula =>
        "1/σ², σ the standard deviation of Gaussian noise on every weight at which the mean training accuracy over 10 draws "
        + "changes by 0.1; "
        + "15 bisections of 0 to 2, ended within 0.01 of it";

    public override string Source =>
        "The PAC-Bayes flatness of Jiang et al. 2020 (arXiv:1912.02178) as searched by Dziugaite et al. 2020, batch norm folded "
        + "in. Their "
        + "code gives σ² where torch takes a standard deviation; here σ is the standard deviation.";

    public override string Says => "How precisely the weights must stand where they stand: the sharper, the less noise they bear.";

    public override string CannotSay =>
        "Scaling one layer up and the next down changes it and no prediction, so that it alone does not rank networks (Neyshabur "
        + "et al. 2017). "
        + "A network whose accuracy is within 0.1 of chance has none.";

    public override int Place => 70;

    public override MeasureResult Take(MeasuredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var _ = no_grad();
        var sample = network.Sample(network.SampleSize);
        var inputs = network.Train.Inputs.index_select(0, tensor(sample, dtype: ScalarType.Int64, device: network.Train.Inputs.device));
        int[] labels = [.. sample.Select(i => network.Train.Labels[i])];
        using var still = NetworkCopy.Of(network);
        NetworkCopy.FoldBatchNorm(still);
        using var noisy = network.CreateNew();
        noisy.to(inputs.device);
        noisy.eval();
        var accuracy = Accuracy(network, still);
        double[] found =
        [
            .. Enumerable.Range(0, Searches).Select(search => Sigma(accuracy, sigma => Noisy(sigma, search))).OfType<double>(),
        ];
        if (found.Length < Searches)
            return new() { Problem = "No noise up to a standard deviation of 2 changes the accuracy by 0.1." };
        double[] values = [.. found.Select(sigma => 1 / (sigma * sigma))];
        return new()
        {
            Value = 1 / Math.Pow(found.Average(), 2),
            Low = values.Min(),
            High = values.Max(),
            Parts = [new("σ", found.Average())],
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"σ is the mean of {Searches} searches with noise of their own on {sample.Length:N0} training examples; the range "
                    + $"is that of the searches."
            ),
        };

        double Noisy(double sigma, int search)
        {
            var sum = 0.0;
            for (var draw = 0; draw < Draws; draw++)
            {
                using var scope = NewDisposeScope();
                NetworkCopy.Copy(still, noisy);
                var seed = RandomStream.ForItem(Seeds.Derive(network.Seed, "sharpness"), (search * Draws) + draw).NextUInt64();
                using var generator = new Generator(seed, inputs.device);
                foreach (var weight in noisy.parameters())
                    weight.Increase(randn(weight.shape, device: weight.device, generator: generator), sigma);
                sum += Accuracy(network, noisy);
            }
            return sum / Draws;
        }

        double Accuracy(MeasuredNetwork of, nn.Module<Tensor, Tensor> module)
        {
            using var scope = NewDisposeScope();
            var predicted = of.Outputs(module, inputs).argmax(1).cpu().data<long>().ToArray();
            return predicted.Where((label, i) => label == labels[i]).Count() / (double)labels.Length;
        }
    }

    /// <summary>The noise that changes the accuracy by 0.1; null where the greatest that is tried does not.</summary>
    /// <param name="accuracy">Without noise.</param>
    /// <param name="noisy">With it, by its standard deviation.</param>
    internal static double? Sigma(double accuracy, Func<double, double> noisy)
    {
        var (lower, upper, sigma) = (0.0, Greatest, 0.0);
        for (var i = 0; i < Bisections; i++)
        {
            sigma = (lower + upper) / 2;
            var change = Math.Abs(noisy(sigma) - accuracy);
            if (Math.Abs(change - Cost) < Tolerance)
                return sigma;
            if (change > Cost)
                upper = sigma;
            else
                lower = sigma;
        }
        return upper < Greatest ? sigma : null;
    }
}
