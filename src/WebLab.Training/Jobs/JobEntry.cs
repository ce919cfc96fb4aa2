using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Jobs;
using WebLab.Training.Analyses;
using WebLab.Training.Kernels;

namespace WebLab.Training.Jobs;

/// <summary>How a worker does a job of a kind: on the thread that it is called on, until it is done.</summary>
/// <param name="spec">A checked spec.</param>
/// <param name="data">What the corruption made of its data set.</param>
/// <param name="device">Where.</param>
/// <param name="observer">Who hears of it.</param>
/// <param name="control">What may be asked of it meanwhile.</param>
/// <returns>The measures at its end; null for an analysis, which keeps a report.</returns>
public delegate RunResult? JobWork(
    RunSpec spec,
    CorruptedSet data,
    ComputeDevice device,
    ITrainingObserver observer,
    TrainingControl control
);

/// <summary>The worker's entry of a kind of job.</summary>
/// <param name="Id">The kind's stored name.</param>
/// <param name="Work">What is done.</param>
public sealed record JobEntry(string Id, JobWork Work);

/// <summary>The kinds of jobs that a worker can do. A kind that is not among them is refused, and never taken for another.</summary>
/// <param name="entries">Their entries, each id once.</param>
public sealed class JobEntries(IEnumerable<JobEntry> entries)
{
    private readonly Dictionary<string, JobEntry> _entries = entries.ToDictionary(entry => entry.Id);

    /// <summary>Those of this trainer, with the analyses of the extensions that were loaded.</summary>
    public static JobEntries Own =>
        new([
            new(JobKinds.Training.Id, Trainer.Train),
            // Solved at one go: it can be ended, but neither paused nor resumed.
            new(
                JobKinds.KernelSolve.Id,
                (spec, data, device, observer, control) => KernelRun.Solve(spec, data, device, observer, control.Cancel)
            ),
            .. AnalysisRegistry.Current.All.Select(analysis => new JobEntry(
                analysis.Id,
                (spec, data, device, observer, control) =>
                {
                    var work = new AnalysisWork(spec, data, device, observer, control);
                    work.Begin();
                    analysis.Work(work);
                    return null;
                }
            )),
        ]);

    /// <summary>The entry of a kind.</summary>
    /// <param name="id">The kind's stored name.</param>
    /// <exception cref="TrainingFailedException">There is none.</exception>
    public JobEntry Find(string id) =>
        _entries.GetValueOrDefault(id)
        ?? throw new TrainingFailedException(
            $"This worker can do {string.Join(", ", _entries.Keys.Order(StringComparer.Ordinal))}; it was asked for {id}. "
                + "Build server and worker from the same version."
        );
}
