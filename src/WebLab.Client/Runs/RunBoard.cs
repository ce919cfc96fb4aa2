using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs;

/// <summary>The runs of a page in their order, kept up to date by what the server pushes.</summary>
public sealed class RunBoard
{
    private readonly Dictionary<Guid, RunSummary> _runs = [];
    private IReadOnlyList<RunSummary>? _inOrder;

    /// <summary>By place in the experiment; another list after each change. Put in order when it is asked for: runs advance many times
    /// between two drawings.</summary>
    public IReadOnlyList<RunSummary> InOrder => _inOrder ??= [.. _runs.Values.OrderBy(run => run.Index)];

    /// <summary>The run of that id on the board, or null.</summary>
    public RunSummary? Find(Guid id) => _runs.GetValueOrDefault(id);

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
        _inOrder = null;
    }

    /// <summary>Takes the newer state of a run that is on the board.</summary>
    /// <returns>Whether it is.</returns>
    public bool Update(RunSummary run)
    {
        if (!_runs.ContainsKey(run.Id))
            return false;
        Add(run);
        return true;
    }

    public void Add(RunSummary run)
    {
        _runs[run.Id] = run;
        _inOrder = null;
    }

    public bool Remove(Guid id)
    {
        if (!_runs.Remove(id))
            return false;
        _inOrder = null;
        return true;
    }
}
