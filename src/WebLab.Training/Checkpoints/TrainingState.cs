using System.Globalization;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Training.Losses;
using WebLab.Training.Optimization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Checkpoints;

/// <summary>Everything that a training changes as it goes on, and that no seed can say again.</summary>
internal sealed class TrainingState(
    RunSpec spec,
    RunFacts facts,
    Module network,
    Sgd optimizer,
    Generator generator,
    TrainingReport report,
    EarlyStopping earlyStopping,
    TrainingLoss loss,
    Showings? showings
)
{
    // An array's most, with room for the facts beside the state.
    private const long MaxBytes = 2_100_000_000;

    // The generator's state, the result so far, the shapes.
    private const long OtherBytes = 1_000_000;

    /// <summary>Takes a checkpoint. What the report has not told yet is told, so that the next point is that of the next step.</summary>
    /// <param name="epoch">The epoch in hand, 1-based.</param>
    /// <param name="position">Its images that were trained on.</param>
    /// <exception cref="StateTooLargeException">There is more than a checkpoint holds.</exception>
    public Checkpoint Save(int epoch, int position) =>
        Write(
            epoch,
            position,
            // About what is written: each weight with its momentum, what the loss keeps, and a margin for the rest.
            NetworkBytes() + WeightBytes() + loss.StateBytes + (showings?.Bytes ?? 0),
            writer =>
            {
                optimizer.Save(writer);
                using (var drawn = generator.get_state())
                    TensorState.Write(writer, drawn);
                report.Save(writer);
                earlyStopping.Save(writer);
                loss.Save(writer);
                showings?.Save(writer);
            }
        );

    /// <summary>Takes a checkpoint of the network alone, half as large, from which no training goes on.</summary>
    /// <param name="epoch">The epoch that is done, 1-based.</param>
    /// <param name="position">Its images that were trained on.</param>
    /// <exception cref="StateTooLargeException">There is more than a checkpoint holds.</exception>
    public Checkpoint SaveNetwork(int epoch, int position) => Write(epoch, position, NetworkBytes(), _ => { });

    private Checkpoint Write(int epoch, int position, long bytes, Action<BinaryWriter> rest)
    {
        report.Flush();
        if (bytes > MaxBytes)
            throw new StateTooLargeException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The network and its optimiser are {bytes / 1e9:0.0} GB, more than a checkpoint holds, {MaxBytes / 1e9:0.0} GB."
                )
            );
        using var state = new MemoryStream((int)bytes);
        using var writer = new BinaryWriter(state);
        // It stands first, so that it is read alone.
        foreach (var (_, tensor) in network.state_dict())
            TensorState.Write(writer, tensor);
        rest(writer);
        return new(Checkpoint.HashOf(spec), facts.GivenLabelHash, epoch, position, report.Step, report.Reported, state.ToArray());
    }

    private long NetworkBytes() =>
        OtherBytes + WeightBytes() + (sizeof(float) * network.buffers().Sum(buffer => buffer.numel()));

    private long WeightBytes() => sizeof(float) * network.parameters().Sum(weight => weight.numel());

    /// <summary>Reads the trained network alone, which stands first.</summary>
    /// <exception cref="CheckpointException">It is another network's.</exception>
    public static void ReadNetwork(Checkpoint checkpoint, Module network)
    {
        using var reader = new BinaryReader(new MemoryStream(checkpoint.State));
        try
        {
            ReadNetwork(reader, network);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new CheckpointException("The checkpoint does not hold the state of this network.", error);
        }
    }

    private static void ReadNetwork(BinaryReader reader, Module network)
    {
        foreach (var (_, tensor) in network.state_dict())
            TensorState.ReadInto(reader, tensor);
    }

    /// <summary>Goes back to a checkpoint.</summary>
    /// <returns>The epoch in hand and its images that were trained on.</returns>
    /// <exception cref="CheckpointException">It is none of this training.</exception>
    public (int Epoch, int Position) Restore(Checkpoint checkpoint)
    {
        if (!checkpoint.IsOf(spec))
            throw new CheckpointException("The checkpoint was made from another spec.");
        if (checkpoint.GivenLabelHash != facts.GivenLabelHash)
            throw new CheckpointException("The checkpoint was made with other given labels: the data set's files have changed since.");
        if (checkpoint.Epoch > spec.Epochs || checkpoint.Position > facts.StepsPerEpoch * spec.BatchSize)
            throw new CheckpointException("The checkpoint lies beyond the end of the training.");
        using var reader = new BinaryReader(new MemoryStream(checkpoint.State));
        try
        {
            ReadNetwork(reader, network);
            optimizer.Load(reader);
            using (var now = generator.get_state())
            using (var drawn = TensorState.Read(reader, now.dtype, now.shape))
                generator.set_state(drawn);
            report.Load(reader, checkpoint);
            earlyStopping.Load(reader);
            loss.Load(reader);
            showings?.Load(reader);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException or System.Text.Json.JsonException)
        {
            throw new CheckpointException("The checkpoint does not hold the state of this network.", error);
        }
        return checkpoint.IsEpochDone ? (checkpoint.Epoch + 1, 0) : (checkpoint.Epoch, checkpoint.Position);
    }
}
