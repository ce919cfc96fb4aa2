using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Training.Commands;

namespace WebLab.Bench.Training;

/// <summary>The trainer in a process of its own, with the environment that <c>./weblab train</c> has.</summary>
internal static class OwnTrainer
{
    private const int Batch = 128;

    /// <param name="network">What is trained.</param>
    /// <param name="precision">A recipe's.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="size">The factor on the network's images an epoch.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<TrainingMeasurement> Measure(
        PeerNetwork network,
        string precision,
        int threads,
        double size,
        CancellationToken cancel
    )
    {
        var worker =
            Environment.GetEnvironmentVariable("Worker__Path")
            ?? throw new BenchException(
                "The environment variable Worker__Path must name the built WebLab.Training.dll; ./weblab bench train sets it."
            );
        string[] arguments =
        [
            worker,
            "worker",
            "measure",
            "--model",
            network.Model,
            "--train-size",
            Text(Math.Max(2, (int)(network.TrainSize * size / Batch)) * Batch),
            "--test-size",
            "10",
            "--epochs",
            Text(network.Epochs),
            "--learning-rate",
            "0.01",
            "--precision",
            precision,
            "--threads",
            Text(threads),
            "--device",
            "cpu",
        ];
        var output = await OutsideProgram.Output("dotnet", arguments, cancel);
        return JsonSerializer.Deserialize<TrainingMeasurement>(output, LabJson.Options)
            ?? throw new BenchException($"The trainer printed nothing of {network.Model}.");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
