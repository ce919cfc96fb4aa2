using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;
using WebLab.Training.Saliency;

namespace WebLab.Training.Tests.Saliency;

public sealed class StoredMapsTests : IDisposable
{
    private const int Images = 3;

    private static readonly RunSpec Spec = new()
    {
        TrainSize = 40,
        TestSize = 20,
        BatchSize = 8,
        Model = ModelName.Linear,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-maps-").FullName;

    /// <summary>A linear network's gradient is its weights, whatever the image.</summary>
    [Fact]
    public void Gradients_of_linear_networks_are_their_weights_and_are_held_against_those_of_the_last()
    {
        NetworkOrder[] orders = [Trained(epochs: 1), Trained(epochs: 6)];
        var reports = Draw(orders);
        Assert.Equal([1, 2], reports.Select(each => each.Networks.Count));
        Assert.All(reports[0].Networks[0].Maps, maps => Assert.Null(maps.LikeLast));
        var report = reports[1];
        Assert.Equal(TrainingRecord.Corrupt(Spec).TestLabels[..Images].Select(label => (int)label), report.Labels);
        Assert.Equal([(1, 5), (6, 30)], report.Networks.Select(network => (network.Epoch, network.Step)));
        foreach (var (network, order) in report.Networks.Zip(orders))
        {
            var weights = Weights(order);
            var maps = network.Maps.Single(each => each.Method == "gradient");
            Assert.Equal(report.Labels.Select(label => Picture(weights, label)), maps.Pictures);
            Assert.DoesNotContain(network.Maps, each => each.Method == "grad-cam");
            Assert.Contains(network.LeftOut, sentence => sentence.Contains("convolution", StringComparison.Ordinal));
        }
        var (early, last) = (report.Networks[0].Maps[0], report.Networks[1].Maps[0]);
        Assert.Equal((1, 1), (Math.Round(last.LikeLast!.Value, 9), Math.Round(last.SignedLikeLast!.Value, 9)));
        Assert.InRange(early.SignedLikeLast!.Value, -1, 0.99);
        Assert.Contains(report.Caveats, caveat => caveat.Contains("not at black", StringComparison.Ordinal));
    }

    [Fact]
    public void Networks_of_other_images_are_a_sentence()
    {
        var order = Trained(epochs: 1);
        var other = order with { Name = "another", Recipe = Recipe(Spec with { Dataset = DatasetName.Mnist }) };
        var fault = Assert.Throws<TrainingFailedException>(() => Draw([order, other]));
        Assert.Equal("Maps are compared of the same images: run another was trained on mnist, and a run on generated.", fault.Message);
    }

    [Fact]
    public void A_run_that_is_gone_ends_it_with_the_reason()
    {
        var gone = Trained(epochs: 1) with { Problem = "Run a run was deleted before the analysis began.", Recipe = "", Checkpoint = "" };
        Assert.Equal(gone.Problem, Assert.Throws<TrainingFailedException>(() => Draw([Trained(epochs: 1), gone])).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<SaliencyMapsReport> Draw(NetworkOrder[] orders)
    {
        var data = TrainingRecord.Corrupt(Spec);
        var reports = new List<SaliencyMapsReport>();
        using var control = new TrainingControl
        {
            Networks = StoredNetwork.All(orders, Spec, data),
            KeepReport = bytes => reports.Add(JsonSerializer.Deserialize<SaliencyMapsReport>(bytes, LabJson.Options)!),
        };
        var work = new AnalysisWork(Spec, data, ComputeDevice.Open("cpu", 1), new TrainingRecord(), control);
        new StoredMaps(work, Images, explainsTrueLabel: true).Run();
        return reports;
    }

    private static float[] Weights(NetworkOrder order)
    {
        using var open = StoredNetwork.All([order], Spec, TrainingRecord.Corrupt(Spec))[0].Open(ComputeDevice.Open("cpu", 1));
        return open.Network.parameters().First().data<float>().ToArray();
    }

    // The mean over three channels, over its largest.
    private static byte[] Picture(float[] weights, int label)
    {
        const int pixels = 28 * 28;
        var row = weights.AsSpan(label * 3 * pixels, 3 * pixels).ToArray();
        var mean = Enumerable.Range(0, pixels).Select(i => (row[i] + row[pixels + i] + row[(2 * pixels) + i]) / 3).ToArray();
        var most = mean.Max(Math.Abs);
        return [.. mean.Select(value => unchecked((byte)(sbyte)MathF.Round(value / most * 127)))];
    }

    private NetworkOrder Trained(int epochs)
    {
        var path = Path.Combine(_folder, $"{epochs}.final.checkpoint");
        using var control = new TrainingControl { KeepsFinal = true, Keep = (checkpoint, _) => CheckpointFile.Write(path, checkpoint) };
        TrainingRecord.Train(Spec with { Epochs = epochs }, control);
        return new()
        {
            RunId = Guid.NewGuid(),
            Name = "a run",
            Recipe = Recipe(Spec with { Epochs = epochs }),
            Checkpoint = path,
        };
    }

    private static string Recipe(RunSpec spec) => JsonSerializer.Serialize(spec, LabJson.Options);
}
