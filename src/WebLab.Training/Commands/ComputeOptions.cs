using System.CommandLine;
using System.Globalization;
using TorchSharp;

namespace WebLab.Training.Commands;

/// <summary>The options that say what a command computes with.</summary>
internal static class ComputeOptions
{
    private const int MaxThreads = 1_024;

    public static Option<string> Threads() =>
        new("--threads")
        {
            Description =
                $"Threads to compute with on the CPU, 1 to {MaxThreads:N0}; default the machine's cores, {Environment.ProcessorCount}.",
            HelpName = "number",
        };

    public static Option<string> Device() =>
        new("--device")
        {
            Description = "Where to compute: cpu, cuda or cuda:N; default the first CUDA device that torch finds, else cpu.",
            HelpName = "name",
        };

    /// <exception cref="UsageException">A value is not allowed.</exception>
    public static ComputeDevice Open(ParseResult parsed, Option<string> device, Option<string> threads)
    {
        var written = parsed.GetValue(threads) ?? Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture);
        if (!int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxThreads)
            throw new UsageException($"threads must be a whole number from 1 to {MaxThreads:N0}; it was {written}.");
        try
        {
            return ComputeDevice.Open(parsed.GetValue(device) ?? (torch.cuda.is_available() ? "cuda" : "cpu"), count);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message);
        }
    }
}
