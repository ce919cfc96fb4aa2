namespace WebLab.Training.Checkpoints;

/// <summary>Takes checkpoints of a training when they are due, and hands them to whoever keeps them.</summary>
internal sealed class Checkpointing(TrainingState state, TrainingControl control, IReadOnlyList<int> keptEpochs, TimeProvider time)
{
    private long _last = time.GetTimestamp();

    /// <summary>Goes back to the checkpoint that the training was given.</summary>
    /// <returns>The epoch in hand and its images that were trained on; the very beginning without one.</returns>
    public (int Epoch, int Position) Resume() => control.From is { } from ? state.Restore(from) : (1, 0);

    /// <summary>A step is done.</summary>
    /// <param name="epoch">The epoch in hand, 1-based.</param>
    /// <param name="position">Its images that were trained on.</param>
    public void StepDone(int epoch, int position)
    {
        if (control.CheckpointInterval > TimeSpan.Zero && time.GetElapsedTime(_last) >= control.CheckpointInterval)
            Save(epoch, position);
    }

    /// <summary>An epoch is measured, and not the last: its network is kept where the recipe asks for it.</summary>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="position">Its images that were trained on.</param>
    public void EpochDone(int epoch, int position)
    {
        if (control.KeepNetwork is not { } keep || !keptEpochs.Contains(epoch))
            return;
        try
        {
            keep(state.SaveNetwork(epoch, position));
        }
        catch (StateTooLargeException error)
        {
            control.CannotKeep?.Invoke(error.Message);
        }
    }

    /// <summary>Takes a checkpoint now, if anybody keeps it.</summary>
    /// <param name="epoch">The epoch in hand, 1-based.</param>
    /// <param name="position">Its images that were trained on.</param>
    /// <param name="isFinal">Whether the training is done: such a one holds the trained network, and only a run with more epochs goes on
    /// from it.</param>
    public void Save(int epoch, int position, bool isFinal = false)
    {
        if (control.Keep is { } keep && (!isFinal || control.KeepsFinal))
        {
            try
            {
                keep(state.Save(epoch, position), isFinal);
            }
            catch (StateTooLargeException error)
            {
                control.CannotKeep?.Invoke(error.Message);
            }
        }
        _last = time.GetTimestamp();
    }
}
