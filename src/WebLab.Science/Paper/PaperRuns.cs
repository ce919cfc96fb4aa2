using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;

namespace WebLab.Science.Paper;

/// <summary>Which runs speak for an item when it was launched more than once.</summary>
public static class PaperRuns
{
    /// <summary>Of each run name the newest that completed; where none has, the newest under way; else the newest. Archived runs do not
    /// count.</summary>
    /// <param name="runs">Runs of an item at one scale, from any number of launches.</param>
    /// <returns>One run a name, in the order of the item's rows and seeds.</returns>
    public static IReadOnlyList<RunSummary> Counted(IEnumerable<RunSummary> runs) =>
        [
            .. runs.Where(run => run.ArchivedAt is null)
                .GroupBy(run => run.Name)
                .Select(group => group.OrderByDescending(Weight).ThenByDescending(run => run.CreatedAt).First())
                .OrderBy(run => run.Index),
        ];

    /// <summary>Judges an item by its runs.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scale">Their scale.</param>
    /// <param name="counted">The runs that count; only completed ones are judged.</param>
    public static PaperReport Judge(PaperItem item, PaperScale scale, IEnumerable<RunSummary> counted) =>
        PaperJudge.Judge(item, scale, counted.Select(run => (run.Name, run.Status == RunStatus.Completed ? run.Result : null)));

    // A finished result is kept on show until the next launch has one of its own.
    private static int Weight(RunSummary run) =>
        run.Status == RunStatus.Completed ? 2
        : run.Status.HasEnded() ? 0
        : 1;
}
