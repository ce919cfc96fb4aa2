using System.Text.Json;
using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Training.Checkpoints;
using WebLab.Training.Models;
using WebLab.Training.Worker;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Analyses;

/// <summary>A stored run that an analysis looks into. Nothing of it is read before it is opened.</summary>
public sealed class StoredNetwork
{
    private readonly NetworkOrder _order;
    private readonly LastData _data;

    private StoredNetwork(NetworkOrder order, LastData data) =>
        (_order, _data, Spec) = (order, data, order.Problem is null ? Recipe(order) : new());

    /// <summary>The run.</summary>
    public Guid RunId => _order.RunId;

    /// <summary>The run's name.</summary>
    public string Name => _order.Name;

    /// <summary>The recipe that it was trained from.</summary>
    public RunSpec Spec { get; }

    /// <summary>Why it cannot be had, one sentence, which <see cref="Open"/> throws; null when it can.</summary>
    internal string? Problem => _order.Problem;

    /// <summary>Those of an assignment.</summary>
    /// <param name="orders">The runs.</param>
    /// <param name="spec">A recipe whose data there is already.</param>
    /// <param name="data">That data, for the runs on the same.</param>
    public static IReadOnlyList<StoredNetwork> All(IReadOnlyList<NetworkOrder> orders, RunSpec spec, CorruptedSet data)
    {
        ArgumentNullException.ThrowIfNull(orders);
        var last = new LastData(spec, data);
        return [.. orders.Select(order => new StoredNetwork(order, last))];
    }

    /// <summary>Reads the network and the examples that it was trained on.</summary>
    /// <param name="device">Where they are put.</param>
    /// <exception cref="TrainingFailedException">It cannot be read; the message names the run and says why.</exception>
    public OpenNetwork Open(ComputeDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Read(checkpoint =>
        {
            var data = _data.Of(_order, Spec);
            if (checkpoint.GivenLabelHash != data.GivenLabelHash)
                throw new CheckpointException("The checkpoint was made with other given labels: the data set's files have changed since.");
            return new OpenNetwork(this, checkpoint, data, device);
        });
    }

    /// <summary>Gives a network like the run's the weights that its training left, without its examples.</summary>
    /// <param name="network">The network, on any device.</param>
    /// <returns>The epoch that it stands in, 1-based.</returns>
    /// <exception cref="TrainingFailedException">They cannot be read; the message names the run and says why.</exception>
    internal int ReadInto(nn.Module network) =>
        Read(checkpoint =>
        {
            TrainingState.ReadNetwork(checkpoint, network);
            return checkpoint.Epoch;
        });

    private T Read<T>(Func<Checkpoint, T> use)
    {
        if ((_order.Problem ?? WorkerRun.ExtensionProblem(Spec)) is { } problem)
            throw new TrainingFailedException(problem);
        if (!File.Exists(_order.Checkpoint))
            throw new TrainingFailedException(
                $"The network of run {Name} ({RunId}) cannot be read: this worker's machine has no file "
                    + $"{Path.GetFileName(_order.Checkpoint)} in the store's folder of checkpoints. It was deleted meanwhile or, on a "
                    + "cluster, the nodes do not share that folder with the server."
            );
        try
        {
            var checkpoint = CheckpointFile.Read(_order.Checkpoint);
            var planned = _order.OriginEpochs is { } epochs ? Spec with { Epochs = epochs } : Spec;
            if (!checkpoint.IsOf(Spec) && !checkpoint.IsOf(planned))
                throw new CheckpointException("The checkpoint was made from another recipe.");
            return use(checkpoint);
        }
        catch (Exception error) when (error is CheckpointException or DatasetException)
        {
            throw new TrainingFailedException($"The network of run {Name} ({RunId}) cannot be read: {error.Message}");
        }
    }

    private static RunSpec Recipe(NetworkOrder order)
    {
        if (order.DatasetFacts is { } facts)
            DatasetFacts.Add(JsonSerializer.Deserialize<DatasetFacts>(facts, LabJson.Options)!);
        return JsonSerializer.Deserialize<RunSpec>(order.Recipe, LabJson.Options)!;
    }

    /// <summary>Runs that are compared are mostly on the same examples: those of the last one are held.</summary>
    private sealed class LastData(RunSpec spec, CorruptedSet data)
    {
        private RunSpec _spec = Key(spec);
        private CorruptedSet _data = data;

        public CorruptedSet Of(NetworkOrder order, RunSpec spec)
        {
            if (Key(spec) != _spec)
            {
                var dataset = DatasetReader.Load(spec.Dataset, order.DataFolder, spec.TrainSize, spec.TestSize);
                (_spec, _data) = (Key(spec), Corruptor.Apply(spec, dataset, order.LabelFolder));
            }
            return _data;
        }

        // All that the examples and their labels follow from.
        private static RunSpec Key(RunSpec spec) =>
            new()
            {
                Dataset = spec.Dataset,
                TrainSize = spec.TrainSize,
                TestSize = spec.TestSize,
                Corruption = spec.Corruption,
                Seed = spec.Seed,
                Regularisers = new() { RandomCrop = spec.Regularisers.RandomCrop },
            };
    }
}

/// <summary>A network as a stored run left it, in evaluation mode, and the examples of that run, on a device.</summary>
public sealed class OpenNetwork : IDisposable
{
    private readonly Generator _generator;

    internal OpenNetwork(StoredNetwork stored, Checkpoint checkpoint, CorruptedSet corrupted, ComputeDevice device)
    {
        (Stored, Corrupted, Epoch, Step) = (stored, corrupted, checkpoint.Epoch, checkpoint.Step);
        _generator = new Generator(0, device.Torch);
        Data = new(stored.Spec, corrupted, device.Torch);
        Network = New();
        TrainingState.ReadNetwork(checkpoint, Network);
        Network.to(device.Torch);
    }

    /// <summary>The run.</summary>
    public StoredNetwork Stored { get; }

    /// <summary>The recipe that it was trained from.</summary>
    public RunSpec Spec => Stored.Spec;

    /// <summary>The epoch that it stands in, 1-based.</summary>
    public int Epoch { get; }

    /// <summary>Steps that it was trained for.</summary>
    public int Step { get; }

    /// <summary>The network. Its input is N x channels x rows x columns, its output N x classes, before the softmax.</summary>
    public Module<Tensor, Tensor> Network { get; }

    /// <summary>What the corruption made of the data set, before whitening, by original index.</summary>
    public CorruptedSet Corrupted { get; }

    /// <summary>Outputs of the network.</summary>
    public int Classes => DatasetFacts.Of(Spec.Dataset).Classes.Count;

    /// <summary>The examples as the network takes them in.</summary>
    internal TrainingData Data { get; }

    /// <summary>A network like it with the weights that the recipe's seed gives, on the CPU: as it was before the first step, unless it
    /// started from another run's.</summary>
    public Module<Tensor, Tensor> New()
    {
        var network = Networks.Create(Spec, Data.Shape, _generator);
        network.eval();
        return network;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Network.Dispose();
        Data.Dispose();
        _generator.Dispose();
    }
}
