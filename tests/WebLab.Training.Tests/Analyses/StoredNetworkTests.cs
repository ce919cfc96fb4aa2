using System.Text.Json;
using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Science.Specs;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;
using WebLab.Training.Models;

namespace WebLab.Training.Tests.Analyses;

public sealed class StoredNetworkTests : IDisposable
{
    private static readonly RunSpec Spec = new()
    {
        TrainSize = 40,
        TestSize = 20,
        BatchSize = 8,
        Epochs = 2,
        Model = ModelName.Linear,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-networks-").FullName;

    [Fact]
    public void A_network_stands_as_its_training_left_it_and_its_first_weights_are_drawn_anew()
    {
        var order = Trained();
        using var open = Stored(order).Open(ComputeDevice.Open("cpu", 1));
        using var first = open.New();
        using var untrained = new StoredWeights(Spec);
        Assert.Equal(untrained.Values, StoredWeights.Of(first));
        Assert.NotEqual(untrained.Values, StoredWeights.Of(open.Network));
        Assert.False(open.Network.training);
        Assert.Equal((2, 10), (open.Epoch, open.Step));
    }

    [Fact]
    public void A_machine_without_the_checkpoint_says_so()
    {
        var order = Trained();
        File.Delete(order.Checkpoint);
        var fault = Assert.Throws<TrainingFailedException>(() => Stored(order).Open(ComputeDevice.Open("cpu", 1)));
        Assert.StartsWith($"The network of run a run ({order.RunId}) cannot be read: this worker's machine has no file ", fault.Message);
        Assert.EndsWith("on a cluster, the nodes do not share that folder with the server.", fault.Message);
    }

    [Fact]
    public void A_checkpoint_of_another_recipe_is_not_taken_for_the_runs()
    {
        var order = Trained();
        var other = order with { Recipe = JsonSerializer.Serialize(Spec with { LearningRate = 0.5 }, LabJson.Options) };
        Assert.EndsWith(
            "cannot be read: The checkpoint was made from another recipe.",
            Assert.Throws<TrainingFailedException>(() => Stored(other).Open(ComputeDevice.Open("cpu", 1))).Message
        );
    }

    [Fact]
    public void The_networks_of_the_epochs_that_a_recipe_keeps_are_those_of_trainings_that_end_there()
    {
        var kept = new List<Checkpoint>();
        var spec = Spec with { Epochs = 5, KeptNetworks = 2 };
        using var control = new TrainingControl { KeepNetwork = kept.Add };
        var record = TrainingRecord.Train(spec, control);
        Assert.Equal([(1, 5), (2, 10)], kept.Select(each => (each.Epoch, each.Step)));
        // What is told of the training is what is told without them.
        Assert.Equal(
            TrainingRecord.Train(spec with { KeptNetworks = 0 }).Values(Metric.StepLoss),
            record.Values(Metric.StepLoss)
        );

        using var ended = Stored(Trained()).Open(ComputeDevice.Open("cpu", 1));
        var path = Path.Combine(_folder, "b.checkpoint");
        Assert.Equal(CheckpointFile.Write(path, kept[1]), new FileInfo(path).Length);
        Assert.InRange(new FileInfo(path).Length, 0, (long)KeptNetworks.Bytes(spec)! / 2);
        using var open = Stored(
            new()
            {
                RunId = Guid.NewGuid(),
                Name = "a run",
                Recipe = JsonSerializer.Serialize(spec, LabJson.Options),
                Checkpoint = path,
            }
        )
            .Open(ComputeDevice.Open("cpu", 1));
        Assert.Equal((2, 10), (open.Epoch, open.Step));
        Assert.Equal(StoredWeights.Of(ended.Network), StoredWeights.Of(open.Network));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static StoredNetwork Stored(NetworkOrder order) =>
        Assert.Single(StoredNetwork.All([order], Spec, TrainingRecord.Corrupt(Spec)));

    private NetworkOrder Trained()
    {
        var path = Path.Combine(_folder, "a.final.checkpoint");
        using var control = new TrainingControl { KeepsFinal = true, Keep = (checkpoint, _) => CheckpointFile.Write(path, checkpoint) };
        TrainingRecord.Train(Spec, control);
        return new()
        {
            RunId = Guid.NewGuid(),
            Name = "a run",
            Recipe = JsonSerializer.Serialize(Spec, LabJson.Options),
            Checkpoint = path,
        };
    }

    /// <summary>The weights that a training begins with.</summary>
    private sealed class StoredWeights : IDisposable
    {
        private readonly torch.Generator _generator = new(0);
        private readonly torch.nn.Module<torch.Tensor, torch.Tensor> _network;

        public StoredWeights(RunSpec spec) => _network = Networks.Create(spec, new InputShape(28, 28, 3), _generator);

        public float[] Values => Of(_network);

        public static float[] Of(torch.nn.Module network) =>
            [.. network.parameters().SelectMany(weight => weight.detach().cpu().data<float>().ToArray())];

        public void Dispose()
        {
            _network.Dispose();
            _generator.Dispose();
        }
    }
}
