using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Bench.Training;

/// <summary>
/// A training whose images stay in their files: the most memory that it takes of a set of more than a gigabyte, and its images a second
/// against those of the same training in memory, of a set for which there is room. The two alternate.
/// </summary>
internal static class StreamedTraining
{
    /// <summary>What <c>--only</c> calls it.</summary>
    public const string Name = "streamed";

    private const int Classes = 10;

    private static readonly string[] Compared = [ModelName.Mlp1x512, ModelName.SmallAlexnet];

    public static async Task Run(int rounds, int threads, BenchReport report, CancellationToken cancel)
    {
        using var folder = new TemporaryFolder("weblab-streamed-");
        var (large, small) = (new Images(100_000, 64), new Images(10_000, 32));
        large.Write(folder.File("large"));
        small.Write(folder.File("small"));
        var (_, most) = await Train(folder.File("large"), large, ModelName.Mlp1x512, 1, threads, "1000", cancel);
        report.Add(
            BenchFigure.AtMost(
                $"train.{Name}.memory",
                most / 1e6,
                "MB",
                1_000,
                Sentence.Of(
                    $"the most that a training of {ModelName.Mlp1x512} held, mapped pages too, on {large.Count:N0} images of "
                        + $"{large.Side}x{large.Side}x3 ({large.Bytes / 1e9:0.00} GB), --memory 1000"
                )
            )
        );
        foreach (var model in Compared)
        {
            var (held, streamed) = (new List<double>(), new List<double>());
            for (var round = 0; round < rounds; round++)
            {
                held.Add((await Train(folder.File("small"), small, model, 3, threads, null, cancel)).Result.ImagesPerSecond);
                streamed.Add((await Train(folder.File("small"), small, model, 3, threads, "1", cancel)).Result.ImagesPerSecond);
            }
            report.Add(
                BenchFigure.AtLeast(
                    $"train.{Name}.{model}",
                    Percentile.Of(streamed.Zip(held, (ours, other) => ours / other), 0.5),
                    "x",
                    0.5,
                    Sentence.Of(
                        $"{Percentile.Of(streamed, 0.5):N0} images/s from the files against {Percentile.Of(held, 0.5):N0} in memory, "
                            + $"{small.Count:N0} images of {small.Side}x{small.Side}x3, {threads} threads, median of {rounds} rounds"
                    )
                )
            );
        }
    }

    private static async Task<(RunResult Result, long Most)> Train(
        string folder,
        Images images,
        string model,
        int epochs,
        int threads,
        string? memory,
        CancellationToken cancel
    )
    {
        string[] arguments =
        [
            Built.Worker,
            "train",
            "--json",
            "--dataset",
            $"bench-{images.Side}",
            "--data",
            folder,
            "--model",
            model,
            "--train-size",
            Text(images.Count),
            "--epochs",
            Text(epochs),
            "--threads",
            Text(threads),
            "--device",
            "cpu",
            .. memory is null ? Array.Empty<string>() : ["--memory", memory],
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        long most = 0;
        while (!process.WaitForExit(50))
        {
            cancel.ThrowIfCancellationRequested();
            process.Refresh();
            most = process.HasExited ? most : Math.Max(most, process.PeakWorkingSet64);
        }
        return process.ExitCode == 0
            ? (JsonSerializer.Deserialize<RunResult>(await output, LabJson.Options)!, most)
            : throw new BenchException($"The training of {model} ended with {process.ExitCode}.");
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Images of noise about a grey of their class, and as an import writes them.</summary>
    private sealed record Images(int Count, int Side)
    {
        private const int TestCount = 1_000;

        public long Bytes => (long)Count * Length;

        private int Length => Side * Side * 3;

        public void Write(string folder)
        {
            Directory.CreateDirectory(folder);
            var files = ImportedSet.Files(folder);
            var set = new ImportedSet
            {
                Kind = DatasetKind.Images,
                Height = Side,
                Width = Side,
                Channels = 3,
                TrainCount = Count,
                TestCount = TestCount,
                Classes = [.. Enumerable.Range(0, Classes).Select(Text)],
                ContentHash = "",
            };
            File.WriteAllBytes(files[0], JsonSerializer.SerializeToUtf8Bytes(set, LabJson.Options));
            foreach (var (split, count) in new[] { (1, Count), (3, TestCount) })
            {
                File.WriteAllBytes(files[split + 1], [.. Enumerable.Range(0, count).Select(i => (byte)(i % Classes))]);
                using var file = File.Create(files[split]);
                var image = new byte[Length];
                for (var i = 0; i < count; i++)
                {
                    var random = RandomStream.ForItem((ulong)split, i);
                    for (var at = 0; at < image.Length; at++)
                        image[at] = (byte)((i % Classes * 12) + random.NextInt(128));
                    file.Write(image);
                }
            }
        }
    }
}
