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
        await Measure(report, "import.images", folder, images, 60, how, cancel);
        var table = Path.Combine(folder.Path, "table.csv");
        WriteTable(table);
        await Measure(report, "import.table", folder, table, 20, $"a CSV of {Rows:N0} rows x {Columns} columns and a label", cancel);
        var left = 0;
        for (var kill = 0; kill < Kills; kill++)
            left += await Ended(folder, images, TimeSpan.FromSeconds(1 + kill), isKill: kill % 2 == 0, cancel);
        report.Add(
            BenchFigure.AtMost(
                "import.half",
                left,
                "sets",
                0,
                $"imports of images ended after 1 to {Kills} s, by kill -9 and by cancelling"
            )
        );
        return report.ExitCode;
    }

    private static async Task Measure(
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
        var seconds = watch.Elapsed.TotalSeconds;
        if (import.ExitCode != 0)
            throw new BenchException($"{name} ended with {import.ExitCode}: {(await said).Split('\n')[^2]}");
        report.Add(BenchFigure.AtMost(name, seconds, "s", target, $"{how}, from the process's start to its end"));
        report.Add(BenchFigure.AtMost($"{name}.memory", most / 1e6, "MB", 1_000, "the most that the process held"));
    }

    /// <returns>Whether something is left that looks like a set or is not swept by the next import.</returns>
    private static async Task<int> Ended(TemporaryFolder folder, string source, TimeSpan after, bool isKill, CancellationToken cancel)
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
        return left;
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
