using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data;
using WebLab.Data.Datasets;
using WebLab.Data.Images;

namespace WebLab.Bench.Import;

/// <summary><c>bench import</c>: how long an import takes, in how much memory, and what one that is ended leaves.</summary>
internal static class ImportBench
{
    private const int Images = 50_000,
        Rows = 1_000_000,
        Columns = 20,
        Kills = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var json = BenchCommand.Json();
        var command = new Command("import", "Imports of images and of a table: time, memory, and what a kill leaves.") { json };
        command.SetAction((parsed, cancel) => Run(new(parsed.GetValue(json)), cancel));
        return command;
    }

    private static async Task<int> Run(BenchReport report, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder("weblab-bench-");
        var images = Path.Combine(folder.Path, "images");
        WriteImages(images);
        var how = $"{Images:N0} PNG of 32x32 in ten folders";
        var whole = await Measure(report, "import.images", folder, images, 60, how, cancel);
        var table = Path.Combine(folder.Path, "table.csv");
        WriteTable(table);
        await Measure(report, "import.table", folder, table, 20, $"a CSV of {Rows:N0} rows x {Columns} columns and a label", cancel);
        var left = new List<int>();
        // At even parts of what a whole import took: one that has come to its end by then is none that was ended.
        for (var kill = 1; kill <= Kills; kill++)
        {
            if (await Ended(folder, images, whole * kill / (Kills + 1), isKill: kill % 2 == 1, cancel) is { } sets)
                left.Add(sets);
        }
        if (left.Count == 0)
            throw new BenchException("Every import came to its end before it was to be ended; measure again on a machine at rest.");
        report.Add(
            BenchFigure.AtMost(
                "import.half",
                left.Sum(),
                "sets",
                0,
                Sentence.Of(
                    $"of {left.Count} imports of images ended on their way of {whole.TotalSeconds:0.0} s, by kill -9 and cancelling"
                )
            )
        );
        return report.ExitCode;
    }

    private static async Task<TimeSpan> Measure(
        BenchReport report,
        string name,
        TemporaryFolder folder,
        string source,
        double target,
        string how,
        CancellationToken cancel
    )
    {
        var watch = Stopwatch.StartNew();
        using var import = Start(folder, source, Path.Combine(folder.Path, "sets", name));
        long most = 0;
        var said = import.StandardOutput.ReadToEndAsync(cancel);
        while (!import.WaitForExit(50))
        {
            import.Refresh();
            most = import.HasExited ? most : Math.Max(most, import.PeakWorkingSet64);
            if (watch.Elapsed > Patience)
                throw new BenchException($"{name} did not end within {Patience.TotalSeconds} s.");
        }
        var taken = watch.Elapsed;
        if (import.ExitCode != 0)
            throw new BenchException($"{name} ended with {import.ExitCode}: {(await said).Split('\n')[^2]}");
        report.Add(BenchFigure.AtMost(name, taken.TotalSeconds, "s", target, $"{how}, from the process's start to its end"));
        report.Add(BenchFigure.AtMost($"{name}.memory", most / 1e6, "MB", 1_000, "the most that the process held"));
        return taken;
    }

    /// <returns>What is left that looks like a set or is not swept by the next import; null where the import had come to its end.</returns>
    private static async Task<int?> Ended(TemporaryFolder folder, string source, TimeSpan after, bool isKill, CancellationToken cancel)
    {
        var sets = Path.Combine(folder.Path, "ended");
        using var import = Start(folder, source, Path.Combine(sets, "images"));
        var reading = import.StandardOutput.ReadToEndAsync(cancel);
        await Task.Delay(after, cancel);
        if (isKill)
            import.Kill();
        else
            Processes.Terminate(import.Id);
        await import.WaitForExitAsync(cancel);
        await reading;
        ImportedSet.Sweep(sets);
        var left = Directory.Exists(sets) ? Directory.GetFileSystemEntries(sets).Length : 0;
        if (Directory.Exists(sets))
            Directory.Delete(sets, recursive: true);
        return import.ExitCode == 0 ? null : left;
    }

    private static Process Start(TemporaryFolder folder, string source, string target)
    {
        var order = Path.Combine(folder.Path, "order.json");
        File.WriteAllText(order, JsonSerializer.Serialize(new ImportOrder([source]) { Target = target }, LabJson.Options));
        return Process.Start(new ProcessStartInfo("dotnet", [Built.Worker, "import", "--order", order]) { RedirectStandardOutput = true })!;
    }

    private static void WriteImages(string folder)
    {
        for (var label = 0; label < 10; label++)
            Directory.CreateDirectory(Path.Combine(folder, $"class-{label}"));
        Parallel.For(
            0,
            Images,
            i =>
            {
                var random = RandomStream.ForItem(1, i);
                var pixels = new byte[32 * 32 * 3];
                for (var at = 0; at < pixels.Length; at++)
                    pixels[at] = (byte)((i % 10 * 20) + random.NextInt(64));
                File.WriteAllBytes(Path.Combine(folder, $"class-{i % 10}", $"{i:00000}.png"), PngWriter.Encode(32, 32, 3, pixels));
            }
        );
    }

    private static void WriteTable(string path)
    {
        using var table = new StreamWriter(path);
        table.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(i => $"x{i}").Append("label")));
        var random = new RandomStream(2);
        var numbers = Enumerable
            .Range(0, 100_003)
            .Select(_ => random.NextGaussian().ToString("0.######", CultureInfo.InvariantCulture))
            .ToArray();
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
                table.Write($"{numbers[((row * 31L) + (column * 7_919L)) % numbers.Length]},");
            table.WriteLine($"class-{row % 5}");
        }
    }
}
