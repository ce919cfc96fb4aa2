using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Jobs;
using WebLab.Training.Jobs;

namespace WebLab.Training;

/// <summary>Trains or solves what a spec says, by the entry of its kind of job.</summary>
public static class Execution
{
    /// <summary>Does what a spec says. Blocks its thread.</summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="data">What <see cref="Corruptor.Apply"/> made of it.</param>
    /// <param name="device">Where.</param>
    /// <param name="observer">Who hears of it; called on this thread.</param>
    /// <param name="control">What may be asked of it meanwhile. A kernel is solved in one go: it can be ended, but neither paused nor
    /// resumed.</param>
    /// <returns>The measures at its end.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="TrainingPausedException">It was paused.</exception>
    /// <exception cref="TrainingFailedException">It cannot go on; the message says why.</exception>
    public static RunResult Run(RunSpec spec, CorruptedSet data, ComputeDevice device, ITrainingObserver observer, TrainingControl control)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(control);
        return JobEntries.Own.Find(JobKinds.Of(spec).Id).Work(spec, data, device, observer, control)
            ?? throw new ArgumentException($"{JobKinds.Of(spec).Title} keeps a report and has no measures.");
    }
}
