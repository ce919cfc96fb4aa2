using WebLab.Contracts;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Specs;

namespace WebLab.Science.Paper;

/// <summary>Which runs speak for an item: those whose recipe without the seed is one of its rows', whoever launched them and under
/// whatever name.</summary>
public static class PaperRuns
{
    /// <summary>Of each row and seed the newest run that completed; where none has, the newest that diverged or is under way; else the
    /// newest. Archived runs do not count.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="runs">Any runs.</param>
    /// <returns>One run a row and seed, in this order.</returns>
    public static IReadOnlyList<RunSummary> Counted(PaperItem item, PaperScale scale, IEnumerable<RunSummary> runs)
    {
        ArgumentNullException.ThrowIfNull(item);
        var rows = item.RowsAt(scale).Select((row, index) => (Recipe: WithoutSeed(row.Spec(scale)!), index)).ToList();
        var order = new Dictionary<RunSpec, int>();
        foreach (var (recipe, index) in rows)
            order.TryAdd(recipe, index);
        return
        [
            .. runs.Where(run => run.ArchivedAt is null)
                .Select(run => (Run: run, Row: order.TryGetValue(WithoutSeed(run.Spec), out var row) ? row : -1))
                .Where(found => found.Row >= 0)
                .GroupBy(found => (found.Row, found.Run.Spec.Seed), found => found.Run)
                .OrderBy(group => group.Key)
                .Select(group => group.OrderByDescending(Weight).ThenByDescending(run => run.CreatedAt).First()),
        ];
    }

    /// <summary>Judges an item by its runs.</summary>
    /// <param name="item">The item.</param>
    /// <param name="scale">Their scale.</param>
    /// <param name="counted">The runs that count; only those that completed or diverged are judged; a row whose runs
    /// all ended otherwise is stopped, and waits for nothing.</param>
    public static PaperReport Judge(PaperItem item, PaperScale scale, IEnumerable<RunSummary> counted)
    {
        ArgumentNullException.ThrowIfNull(item);
        var runs = counted.ToList();
        var report = PaperJudge.Judge(
            item,
            scale,
            runs.Where(IsJudged).Select(run => new SeedResult(run.Spec, run.HasDiverged ? null : run.Result))
        );
        var stopped = runs.GroupBy(run => item.RowOf(run.Spec, scale)?.Name ?? "")
            .Where(row => row.All(run => run.Status.HasEnded() && !IsJudged(run)))
            .ToDictionary(row => row.Key, row => row.ToList());
        if (stopped.Count == 0)
            return report;
        return report with
        {
            Rows =
            [
                .. report.Rows.Select(row =>
                    row.Verdict == PaperVerdict.Waiting && stopped.TryGetValue(row.Row, out var ended)
                        ? row with
                        {
                            Verdict = PaperVerdict.Stopped,
                            Reason = $"{Ended(ended)} Launch again to have it.",
                        }
                        : row
                ),
            ],
            Claims =
            [
                .. report.Claims.Select(claim =>
                    claim.Finding.State == ClaimState.Waiting && runs.All(run => run.Status.HasEnded())
                        ? claim with
                        {
                            Finding = claim.Finding with
                            {
                                State = ClaimState.NotShown,
                                Reason = "No seed was trained to its end in every row that it takes, and none is under way.",
                            },
                        }
                        : claim
                ),
            ],
        };
    }

    /// <summary>Whether a run was trained to an end that says something: completed, or diverged.</summary>
    /// <param name="run">The run.</param>
    public static bool IsJudged(RunSummary run) => run.HasDiverged || (run.Status == RunStatus.Completed && run.Result is not null);

    private static string Ended(List<RunSummary> runs) =>
        string.Join(" ", runs.GroupBy(run => run.Status).Select(same => Sentence.Of($"{same.Count()} {Names<RunStatus>.Of(same.Key)}.")));

    private static RunSpec WithoutSeed(RunSpec spec) => OwnFields.Tidy(spec) with { Seed = 0 };

    // A finished result is kept on show until the next launch has one of its own.
    private static int Weight(RunSummary run) =>
        run.Status == RunStatus.Completed ? 3
        : run.HasDiverged ? 2
        : run.Status.HasEnded() ? 0
        : 1;
}
