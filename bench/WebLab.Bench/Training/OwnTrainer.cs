using System.Globalization;
using System.Text.RegularExpressions;

namespace WebLab.Bench.Training;

/// <summary>The trainer as <c>./weblab train</c> starts it.</summary>
internal static partial class OwnTrainer
{
    /// <summary>The median of the epochs' speeds, the first epoch left out; evaluation is not in them.</summary>
    public static async Task<double> ImagesPerSecond(PeerNetwork network, int threads, CancellationToken cancel)
    {
        var worker =
            Environment.GetEnvironmentVariable("Worker__Path")
            ?? throw new BenchException(
                "The environment variable Worker__Path must name the built WebLab.Training.dll; ./weblab bench train sets it."
            );
        string[] arguments =
        [
            worker,
            "train",
            "--model",
            network.Model,
            "--train-size",
            Text(network.TrainSize),
            "--test-size",
            "10",
            "--epochs",
            Text(network.Epochs),
            "--learning-rate",
            "0.01",
            "--threads",
            Text(threads),
            "--device",
            "cpu",
        ];
        var output = await OutsideProgram.Output("dotnet", arguments, cancel);
        var epochs = EpochRow()
            .Matches(output)
            .Select(row => double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture))
            .Skip(1)
            .ToList();
        return epochs.Count > 0
            ? Percentile.Of(epochs, 0.5)
            : throw new BenchException($"The trainer printed no epoch of {network.PeerName}.");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s+\d+\s.*\s(\d+)\r?$", RegexOptions.Multiline)]
    private static partial Regex EpochRow();
}
