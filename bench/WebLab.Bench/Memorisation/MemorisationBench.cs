using System.CommandLine;
using WebLab.Contracts;
using WebLab.Data;
using WebLab.Training;

namespace WebLab.Bench.Memorisation;

/// <summary><c>bench memorisation</c>: what is said of memorisation, against published truth. Each part is a file of its own.</summary>
internal static class MemorisationBench
{
    public static Command Create()
    {
        var parts = new DescriptorRegistry<IMemorisationPart>("part", part => part.Name);
        parts.Add(typeof(MemorisationBench).Assembly);
        var names = string.Join(", ", parts.All.Select(part => part.Name));
        var json = BenchCommand.Json();
        var only = new Option<string>("--only") { Description = $"Of {names}, with commas between; default all, which takes hours." };
        var seeds = new Option<int>("--seeds") { Description = "Seeds of each measurement, 2 to 20.", DefaultValueFactory = _ => 3 };
        var data = new Option<string>("--data")
        {
            Description = "The folder with cifar-10-batches-bin, mnist and c-scores.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WEBLAB_TEST_DATA") ?? "../shared/data",
        };
        var minutes = new Option<double?>("--minutes")
        {
            Description =
                "Of mnist-cscore: how long it trains this time, more than 0; it keeps what it has, and goes on from there the next time.",
        };
        var command = new Command("memorisation", "What was memorised, beside published values and formulas.")
        {
            data,
            only,
            seeds,
            minutes,
            json,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var folder = Path.GetFullPath(parsed.GetValue(data)!);
                if (!Directory.Exists(folder))
                    throw new BenchException($"--data must name the folder of the reference data; there is no {folder}.");
                if (parsed.GetValue(seeds) is var count && count is < 2 or > 20)
                    throw new BenchException($"--seeds must be a whole number from 2 to 20; it was {count}.");
                if (parsed.GetValue(minutes) is { } most && !(most > 0 && most <= 10_000))
                    throw new BenchException(Sentence.Of($"--minutes must be a number above 0, at most 10,000; it was {most}."));
                var wanted = parsed.GetValue(only)?.Split(',', StringSplitOptions.TrimEntries);
                if (wanted?.FirstOrDefault(name => parts.Find(name) is null) is { } unknown)
                    throw new BenchException($"--only must name parts, of {names}; it named {unknown}.");
                var measure = new MemorisationMeasure(
                    folder,
                    count,
                    new(parsed.GetValue(json)),
                    ComputeDevice.Open("cpu", Environment.ProcessorCount),
                    cancel
                )
                {
                    Minutes = parsed.GetValue(minutes),
                };
                foreach (var part in wanted?.Select(name => parts.Find(name)!) ?? parts.All)
                {
                    // Not on the thread that waits for a signal.
                    await Task.Run(() => part.Measure(measure), cancel);
                }
                return measure.Report.ExitCode;
            }
        );
        return command;
    }
}

/// <summary>A part of the measurement: found by its type, it needs a constructor without parameters.</summary>
internal interface IMemorisationPart
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Measures, and reports figures named <c>memorisation.PART...</c>.</summary>
    Task Measure(MemorisationMeasure measure);
}

/// <summary>What a part works with.</summary>
/// <param name="Folder">The reference data.</param>
/// <param name="Seeds">How many seeds it takes, 1 and on.</param>
/// <param name="Report">Takes the figures.</param>
/// <param name="Device">The threads.</param>
/// <param name="Cancel">Ends it.</param>
internal sealed record MemorisationMeasure(string Folder, int Seeds, BenchReport Report, ComputeDevice Device, CancellationToken Cancel)
{
    /// <summary>How long a part that can be made in parts goes on; null for to its end.</summary>
    public double? Minutes { get; init; }

    /// <summary>The seeds.</summary>
    public IEnumerable<int> EachSeed => Enumerable.Range(1, Seeds);
}
