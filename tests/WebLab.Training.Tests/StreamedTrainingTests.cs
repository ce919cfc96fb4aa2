using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Training.Checkpoints;

namespace WebLab.Training.Tests;

/// <summary>A training whose examples stay in their files has, point by point and to the last bit, the curve of one that holds them in
/// memory.</summary>
[Trait("Speed", "Slow")]
public sealed class StreamedTrainingTests : IDisposable
{
    /// <summary>Bytes that no training fits into.</summary>
    private const long Tiny = 1;

    private readonly TemporaryFolder _folder = new();

    private static readonly RunSpec Base = new()
    {
        // More than an evaluation's batch, and no multiple of a step's.
        TrainSize = 150,
        TestSize = 40,
        BatchSize = 32,
        Epochs = 2,
        LearningRate = 0.01,
        Model = ModelName.Mlp1x512,
    };

    /// <summary>What is done to images and labels, by a name.</summary>
    private static readonly Dictionary<string, RunSpec> Recipes = new()
    {
        ["random labels"] = Corrupted(CorruptionKind.RandomLabels),
        ["labels that depend on the image"] = Corrupted(CorruptionKind.InstanceDependentLabels, 0.4),
        ["shuffled pixels"] = Corrupted(CorruptionKind.ShuffledPixels),
        ["random pixels"] = Corrupted(CorruptionKind.RandomPixels),
        ["Gaussian pixels"] = Corrupted(CorruptionKind.Gaussian),
        ["mixup"] = Base with { Loss = new() { Kind = "mixup" } },
        ["crops, flips, rotations, hold-out and dropout, channels last"] = Augmented(CorruptionKind.SymmetricLabels, 0.4),
        ["augmented Gaussian pixels"] = Augmented(CorruptionKind.Gaussian),
    };

    public static TheoryData<string> Names => [.. Recipes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Curve_of_images_is_the_same_to_the_last_bit(string name) => AssertSame(Recipes[name], folder: null);

    [Theory]
    [InlineData(ModelName.SmallAlexnet, 28, 28, 1, 2)]
    [InlineData(ModelName.SmallInception, 32, 32, 3, 1)]
    [InlineData(ModelName.Mlp1x512, 20, 12, 3, 2)]
    public void Curve_of_imported_images_is_the_same_to_the_last_bit(string model, int height, int width, int channels, int epochs) =>
        AssertSame(
            Base with
            {
                Model = model,
                Epochs = epochs,
                Dataset = Import(DatasetKind.Images, height, width, channels),
            },
            _folder.Path
        );

    [Theory]
    [InlineData(CorruptionKind.SymmetricLabels)]
    [InlineData(CorruptionKind.InstanceDependentLabels)]
    public void Curve_of_rows_of_features_is_the_same_to_the_last_bit(string corruption) =>
        AssertSame(
            Base with
            {
                Dataset = Import(DatasetKind.Features, 1, 7, 1),
                Corruption = new() { Kind = corruption, NoiseRate = 0.3 },
                Regularisers = new() { HoldOut = 0.2 },
            },
            _folder.Path
        );

    [Fact]
    public void A_paused_run_goes_on_in_the_middle_of_an_epoch_and_at_its_end()
    {
        var spec = Base with { Regularisers = new() { HorizontalFlip = true } };
        var saved = new List<(Checkpoint Checkpoint, int Told)>();
        var whole = new TrainingRecord();
        using (
            var control = new TrainingControl
            {
                CheckpointInterval = TimeSpan.FromTicks(1),
                Keep = (checkpoint, _) => saved.Add((checkpoint, whole.All.Count)),
            }
        )
            Trainer.Train(spec, Read(spec, null, Tiny), Cpu, whole, control);
        Assert.Equal(10, saved.Count);
        foreach (var (checkpoint, told) in new[] { saved[2], saved[4], saved[7] })
        {
            var resumed = new TrainingRecord();
            using var control = new TrainingControl { From = checkpoint };
            Trainer.Train(spec, Read(spec, null, Tiny), Cpu, resumed, control);
            Assert.Equal(Bits(whole)[Timeless(whole.All.Take(told)).Count()..], Bits(resumed));
        }
    }

    [Fact]
    public void Files_that_change_while_they_are_trained_on_end_the_run_with_a_sentence()
    {
        var spec = Base with { Dataset = Import(DatasetKind.Images, 8, 8, 3) };
        var data = Read(spec, _folder.Path, Tiny);
        using (var file = File.OpenWrite(ImportedSet.Files(_folder.Path)[1]))
            file.SetLength(10_000);
        var error = Assert.Throws<DatasetException>(() =>
        {
            using var control = new TrainingControl();
            Trainer.Train(spec, data, Cpu, new TrainingRecord(), control);
        });
        Assert.Contains("has 10,000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_go_while_they_are_trained_on_end_the_run_with_a_sentence()
    {
        var spec = Base with { Dataset = Import(DatasetKind.Images, 8, 9, 3) };
        var data = Read(spec, _folder.Path, Tiny);
        File.Delete(ImportedSet.Files(_folder.Path)[1]);
        var error = Assert.Throws<DatasetException>(() =>
        {
            using var control = new TrainingControl();
            Trainer.Train(spec, data, Cpu, new TrainingRecord(), control);
        });
        Assert.StartsWith("The examples could not be read from their files: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_stays_bounded_however_many_examples_there_are()
    {
        // 0.25 GB of images, zeros that take no room on the disk; the process alone takes half of what is allowed.
        const int count = 20_000;
        Import(DatasetKind.Images, 64, 64, 3, count);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "WebLab.Training.dll"),
            "train",
            "--dataset",
            "streamed-large",
            "--data",
            _folder.Path,
            "--model",
            "linear",
            "--train-size",
            $"{count}",
            "--epochs",
            "1",
            "--memory",
            "500",
        ];
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            try
            {
                process.Refresh();
                // Its mapped pages too.
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It has ended just now.
            }
        }
        Assert.Contains("\"epochs\":1", await output, StringComparison.Ordinal);
        Assert.Matches(
            @"^The examples stay in their files: in memory the run would take 5,\d\d\d MB, and it may take 500 MB\.",
            await errors
        );
        Assert.InRange(peak / 1e6, 1, 400);
    }

    public void Dispose() => _folder.Dispose();

    private static ComputeDevice Cpu => ComputeDevice.Open("cpu", 1);

    private static RunSpec Corrupted(string kind, double rate = 0) =>
        Base with
        {
            Corruption = new() { Kind = kind, NoiseRate = rate },
        };

    private static RunSpec Augmented(string kind, double rate = 0) =>
        Corrupted(kind, rate) with
        {
            Model = ModelName.SmallAlexnet,
            Regularisers = new()
            {
                RandomCrop = true,
                HorizontalFlip = true,
                Rotation = 25,
                Dropout = 0.5,
                HoldOut = 0.2,
            },
        };

    private static void AssertSame(RunSpec spec, string? folder)
    {
        var (held, streamed) = (Read(spec, folder, null), Read(spec, folder, Tiny));
        Assert.True(held.Train.IsHeld && held.Test.IsHeld);
        Assert.False(streamed.Train.IsHeld || streamed.Test.IsHeld);
        Assert.Equal(held.GivenLabelHash, streamed.GivenLabelHash);
        var expected = Bits(Train(held));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Bits(Train(streamed)));

        TrainingRecord Train(CorruptedSet data)
        {
            var record = new TrainingRecord();
            using var control = new TrainingControl();
            Trainer.Train(spec, data, Cpu, record, control);
            return record;
        }
    }

    private static CorruptedSet Read(RunSpec spec, string? folder, long? memory) =>
        RunData.Read(spec, new(folder, null), Cpu, memory, _ => { });

    private static IEnumerable<Point> Timeless(IEnumerable<Point> points) => points.Where(point => point.Metric != Metric.ImagesPerSecond);

    private static string[] Bits(TrainingRecord record) =>
        [.. Timeless(record.All).Select(point => $"{point.Metric} {point.Step} {BitConverter.SingleToInt32Bits(point.Value):x8}")];

    /// <summary>Writes a set as an import does: of random values, or, where a number of examples is said, of zeros that take no
    /// room.</summary>
    private string Import(DatasetKind kind, int height, int width, int channels, int? zeros = null)
    {
        var (rows, length) = (zeros ?? Base.TrainSize, height * width * channels);
        var set = new ImportedSet
        {
            Kind = kind,
            Height = height,
            Width = width,
            Channels = channels,
            TrainCount = rows,
            TestCount = Base.TestSize,
            Classes = ["a", "b", "c"],
            Columns = kind == DatasetKind.Images ? [] : [.. Enumerable.Range(0, width).Select(i => $"c{i}")],
            ContentHash = "",
        };
        var files = ImportedSet.Files(_folder.Path).Select(path => Path.GetFileName(path)).ToArray();
        File.WriteAllBytes(_folder.File(files[0]), JsonSerializer.SerializeToUtf8Bytes(set, LabJson.Options));
        var random = new Data.RandomStream(1);
        foreach (var (split, count) in new[] { (1, rows), (3, Base.TestSize) })
        {
            var size = (long)count * length * (kind == DatasetKind.Images ? 1 : sizeof(float));
            _folder.Write(files[split], size, zeros is null ? [(0, Values(count * length))] : []);
            _folder.Write(files[split + 1], count, (0, [.. Enumerable.Range(0, count).Select(_ => (byte)random.NextInt(3))]));
        }
        var name = $"streamed-{(zeros is null ? $"{kind}-{height}-{width}-{channels}".ToLowerInvariant() : "large")}";
        DatasetFacts.Add(
            new(name, name, "", rows, Base.TestSize, height, width, channels, set.Classes)
            {
                Kind = kind,
                Columns = set.Columns,
                IsOwn = true,
            }
        );
        return name;

        byte[] Values(int number) =>
            kind == DatasetKind.Images
                ? [.. Enumerable.Range(0, number).Select(_ => (byte)random.NextInt(256))]
                : MemoryMarshal
                    .AsBytes<float>([.. Enumerable.Range(0, number).Select(i => (float)((random.NextGaussian() * (i % width + 1)) + 5))])
                    .ToArray();
    }
}
