using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Training.Checkpoints;

namespace WebLab.Training.Worker;

/// <summary>A run's checkpoints on disk, each named by the points that were told before it.</summary>
/// <param name="order">Where, and of which run.</param>
internal sealed class CheckpointFolder(CheckpointOrder order)
{
    /// <summary>
    /// Finds the newest checkpoint that the server's curve reaches up to. Points after it are told again with the numbers that they had,
    /// and
    /// the server passes over those that it has: no gap, no doubled point. One that cannot be used is passed over for the one before it;
    /// without any the run begins anew, which gives the same curve and only takes longer.
    /// </summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="stored">The sequence number of the last point that the server has.</param>
    /// <param name="originEpochs">The epochs of the recipe whose final checkpoint, put here under this run's name, it begins from.</param>
    public Checkpoint? Newest(RunSpec spec, long stored, int? originEpochs = null)
    {
        if (!Directory.Exists(order.Folder))
            return null;
        var files = Directory
            .EnumerateFiles(order.Folder, CheckpointName.PatternOf(order.RunId))
            .Select(path => (Path: path, Name: CheckpointName.Parse(Path.GetFileName(path))))
            .Where(file =>
                file.Name is { KeptEpoch: null } name && (!name.IsFinal || originEpochs is not null) && name.Sequence <= stored
            )
            .OrderByDescending(file => file.Name!.Sequence);
        foreach (var (path, name) in files)
        {
            try
            {
                var checkpoint = CheckpointFile.Read(path);
                if (checkpoint.Sequence == name!.Sequence && Of(checkpoint, name.IsFinal) is { } own)
                    return own;
                Console.Error.WriteLine($"The checkpoint {Path.GetFileName(path)} is not of this run and is passed over.");
            }
            catch (CheckpointException error)
            {
                Console.Error.WriteLine($"{error.Message} It is passed over.");
            }
        }
        return null;

        // The origin's recipe is this one with other epochs.
        Checkpoint? Of(Checkpoint checkpoint, bool isFinal) =>
            !isFinal ? (checkpoint.IsOf(spec) ? checkpoint : null)
            : checkpoint.IsOf(spec with { Epochs = originEpochs!.Value })
                ? checkpoint with
                {
                    SpecHash = Checkpoint.HashOf(spec),
                    IsEpochDone = true,
                }
            : null;
    }

    /// <summary>Leaves what the server has not heard; whoever finds it finds it whole.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written to.</exception>
    public void Leave(WorkerSpool spool)
    {
        Directory.CreateDirectory(order.Folder);
        var path = Path.Combine(order.Folder, WorkerSpool.NameOf(order.RunId));
        using (var file = File.Create(path + ".tmp"))
        {
            JsonSerializer.Serialize(file, spool, LabJson.Options);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Writes a checkpoint.</summary>
    /// <returns>The file's bytes.</returns>
    /// <exception cref="IOException">The disk is full or the folder cannot be written to.</exception>
    public long Write(Checkpoint checkpoint, bool isFinal) =>
        Write(checkpoint, new CheckpointName(order.RunId, checkpoint.Sequence, isFinal));

    /// <summary>Writes the network of an epoch that the recipe keeps.</summary>
    /// <exception cref="IOException">The disk is full or the folder cannot be written to.</exception>
    public void WriteNetwork(Checkpoint checkpoint) =>
        Write(checkpoint, new CheckpointName(order.RunId, checkpoint.Sequence, IsFinal: false) { KeptEpoch = checkpoint.Epoch });

    private long Write(Checkpoint checkpoint, CheckpointName name)
    {
        Directory.CreateDirectory(order.Folder);
        return CheckpointFile.Write(Path.Combine(order.Folder, name.ToString()), checkpoint);
    }
}
