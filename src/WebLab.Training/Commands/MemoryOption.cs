using System.CommandLine;
using System.Globalization;

namespace WebLab.Training.Commands;

/// <summary>The option that says how much memory a training may take.</summary>
internal static class MemoryOption
{
    private const int Most = 100_000_000;

    public static Option<string> Create() =>
        new("--memory")
        {
            Description =
                "Megabytes that the training may take, 1 to 100,000,000; default this machine's memory. Where its examples do not fit, "
                + "they stay in their files and are read while it trains.",
            HelpName = "number",
        };

    /// <summary>Bytes; null where nothing is written.</summary>
    /// <exception cref="UsageException">The value is not allowed.</exception>
    public static long? Read(ParseResult parsed, Option<string> option)
    {
        if (parsed.GetValue(option) is not { } written)
            return null;
        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes is >= 1 and <= Most
            ? megabytes * 1_000_000L
            : throw new UsageException($"memory must be a whole number from 1 to {Most:N0}; it was {written}.");
    }
}
