using System.Security.Cryptography;
using WebLab.Contracts.Retention;
using WebLab.Contracts.Runs;
using WebLab.Server.Curves;
using WebLab.Server.Experiments;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Retention;

/// <summary>Finds the runs that ended long ago, and deletes exactly those that were shown.</summary>
public sealed class RetentionPlanner(RunStore runs, ExperimentStore experiments, CurveStore curves, StoreFolder store, TimeProvider time)
{
    public const int MaxDays = 10_000;
    private const int ShownRuns = 100;

    public RetentionPlan Plan(int days)
    {
        var old = Old(days);
        var items = old.Select(run => new RetentionItem(
                run.Id,
                run.Name,
                run.ExperimentName,
                run.Owner,
                run.Status,
                run.FinishedAt!.Value,
                Weight(run.Id)
            ))
            .ToList();
        return new(days, items.Count, items.Sum(item => item.Bytes), [.. items.Take(ShownRuns)], Fingerprint(old));
    }

    /// <returns>Null when the runs that would go are no longer those of the plan.</returns>
    public async Task<RetentionResult?> Apply(RetentionRequest request)
    {
        var plan = Plan(request.Days);
        if (plan.Fingerprint != request.Fingerprint)
            return null;
        var (gone, bytes) = (0, 0L);
        foreach (var run in Old(request.Days))
        {
            var weight = Weight(run.Id);
            // Judged again in the write job: one that was pinned or resumed a moment ago stays.
            if (await experiments.DeleteRun(run.Id, now => now.Status.HasEnded() && !now.IsPinned) != Deletion.Done)
                continue;
            (gone, bytes) = (gone + 1, bytes + weight);
        }
        return new(gone, bytes);
    }

    private List<RunSummary> Old(int days)
    {
        var before = time.GetUtcNow() - TimeSpan.FromDays(days);
        return
        [
            .. runs.All()
                .Where(run => run.Status.HasEnded() && !run.IsPinned && run.FinishedAt < before)
                .OrderBy(run => run.FinishedAt)
                .ThenBy(run => run.Id),
        ];
    }

    private long Weight(Guid id) => curves.Bytes(id) + store.FilesOf(id).Sum(file => file.Length);

    private static string Fingerprint(List<RunSummary> old) =>
        Convert.ToHexStringLower(SHA256.HashData(old.SelectMany(run => run.Id.ToByteArray()).ToArray()));
}
