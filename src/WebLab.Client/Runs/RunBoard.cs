using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs;

/// <summary>The runs of a page in their order, kept up to date by what the server pushes.</summary>
public sealed class RunBoard
{
    private readonly Dictionary<Guid, RunSummary> _runs = [];

    /// <summary>By place in the experiment.</summary>
    public IReadOnlyList<RunSummary> InOrder { get; private set; } = [];

    public int Count(Func<RunStatus, bool> isCounted) => InOrder.Count(run => isCounted(run.Status));

    /// <summary>How much of all training is done, 0 to 1; a run that has ended has nothing left to do.</summary>
    public double Done => InOrder.Count == 0 ? 0 : InOrder.Average(ShareDone);

    public static double ShareDone(RunSummary run) =>
        run switch
        {
            { Status: RunStatus.Completed } => 1,
            { Progress: { Steps: > 0 } progress } => (double)progress.Step / progress.Steps,
            _ => 0,
        };

    public void Replace(IEnumerable<RunSummary> runs)
    {
        _runs.Clear();
        foreach (var run in runs)
            _runs[run.Id] = run;
        Sort();
    }

    /// <summary>Takes the newer state of a run that is on the board.</summary>
    /// <returns>Whether it is.</returns>
    public bool Update(RunSummary run)
    {
        if (!_runs.ContainsKey(run.Id))
            return false;
        _runs[run.Id] = run;
        Sort();
        return true;
    }

    public void Add(RunSummary run)
    {
        _runs[run.Id] = run;
        Sort();
    }

    public bool Remove(Guid id)
    {
        if (!_runs.Remove(id))
            return false;
        Sort();
        return true;
    }

    private void Sort() => InOrder = [.. _runs.Values.OrderBy(run => run.Index)];
}
