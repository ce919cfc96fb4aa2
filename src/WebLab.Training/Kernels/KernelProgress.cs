namespace WebLab.Training.Kernels;

/// <summary>Tells an observer how far a solution has come, in stages of unequal length.</summary>
internal sealed class KernelProgress(int stages, ITrainingObserver observer, CancellationToken cancel)
{
    private int _done;

    public CancellationToken Cancel => cancel;

    /// <summary>A stage is done.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public void Advance()
    {
        cancel.ThrowIfCancellationRequested();
        observer.Advanced(
            new(Epoch: 1, Epochs: 1, Step: Math.Min(++_done, stages), Steps: stages, ImagesPerSecond: 0, SecondsLeft: null),
            null
        );
    }
}
