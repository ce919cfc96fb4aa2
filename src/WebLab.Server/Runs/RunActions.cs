using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Curves;
using WebLab.Server.Experiments;
using WebLab.Server.Queue;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Runs;

/// <summary>Does one verb to many runs. Each run is judged as it stands when its turn comes, inside of the write job.</summary>
public sealed class RunActions(
    RunStore runs,
    ExperimentStore experiments,
    CurveStore curves,
    RunControl control,
    StoreFolder store,
    TimeProvider time
)
{
    /// <summary>So many runs are changed in one commit: fast, and the points of training runs need not wait long.</summary>
    private const int RunsACommit = 200;

    private const string Missing = "There is no such run; it may have been deleted.";

    public async Task<RunActionResult> Do(RunAction action, Caller caller)
    {
        var applied = new List<Guid>();
        var refused = new List<RunRefusal>();
        long freed = 0;
        foreach (var chunk in action.Ids.Distinct().Chunk(RunsACommit))
        {
            foreach (var (id, refusal, bytes) in await Do(action, chunk, caller))
            {
                if (refusal is null)
                    applied.Add(id);
                else
                    refused.Add(new(id, refusal));
                freed += bytes;
            }
        }
        return new(applied, refused, freed);
    }

    /// <summary>To how many of the runs each verb would apply; a verb that needs more is judged by rights alone.</summary>
    public IReadOnlyList<RunActionPreview> Preview(IReadOnlyList<Guid> ids, Caller caller)
    {
        var chosen = ids.Distinct().Select(id => (Id: id, Run: runs.Find(id))).ToList();
        return
        [
            .. Enum.GetValues<RunVerb>()
                .Select(verb =>
                {
                    var action = new RunAction { Verb = verb, Ids = [] };
                    var refusals = chosen
                        .Select(run => Judge(action, run.Id, run.Run, caller, isByRights: verb.NeedsMore()).Refusal)
                        .OfType<string>()
                        .ToList();
                    return new RunActionPreview(verb, chosen.Count - refusals.Count, refusals.FirstOrDefault());
                }),
        ];
    }

    private async Task<IReadOnlyList<Outcome>> Do(RunAction action, Guid[] ids, Caller caller)
    {
        if (action.IsPreview)
            return [.. ids.Select(id => Judge(action, id, runs.Find(id), caller, action.Verb == RunVerb.Purge))];
        return action.Verb switch
        {
            RunVerb.Cancel => await Request(
                action,
                ids,
                id => control.Cancel(id, runs.Find(id) is { } run ? OwnerRule.Other(caller, run) : null),
                caller
            ),
            RunVerb.Pause => await Request(action, ids, control.Pause, caller),
            RunVerb.Resume => await Request(action, ids, control.Resume, caller),
            RunVerb.Stop => await Request(action, ids, control.Stop, caller),
            RunVerb.Purge => await Task.WhenAll(ids.Select(id => Purge(action, id, caller))),
            _ => await Change(action, ids, caller),
        };
    }

    private Outcome Judge(RunAction action, Guid id, RunSummary? run, Caller caller, bool isWeighed = false, bool isByRights = false) =>
        run is null || !caller.MaySee(run) ? new(id, Missing)
        : !caller.MayChange(run) ? new(id, OwnerRule.Refusal(run.Owner))
        : !isByRights && RunActionCheck.Refusal(run, action) is { } refusal ? new(id, refusal)
        : new(id, null, isWeighed ? Weight(id) : 0);

    private Task<IReadOnlyList<Outcome>> Change(RunAction action, Guid[] ids, Caller caller)
    {
        var now = time.GetUtcNow();
        return runs.ChangeAll(
            ids,
            (id, run) =>
            {
                var outcome = Judge(action, id, run, caller);
                return (outcome, outcome.Refusal is null ? Changed(run!, action, now) : null);
            }
        );
    }

    private static RunSummary Changed(RunSummary run, RunAction action, DateTimeOffset now) =>
        action.Verb switch
        {
            RunVerb.Pin => run with { IsPinned = true },
            RunVerb.Unpin => run with { IsPinned = false },
            RunVerb.Tag => run with
            {
                Tags = [.. run.Tags.Union(action.Tags, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
            },
            RunVerb.Untag => run with { Tags = [.. run.Tags.Except(action.Tags, StringComparer.OrdinalIgnoreCase)] },
            RunVerb.Note => run with { Note = action.Text! },
            RunVerb.Rename => run with { Name = action.Text!.Trim() },
            RunVerb.Archive => run with { ArchivedAt = now, IsPinned = false },
            RunVerb.Restore => run with { ArchivedAt = null },
            _ => throw new InvalidOperationException($"{action.Verb} changes no member of a run."),
        };

    private async Task<IReadOnlyList<Outcome>> Request(RunAction action, Guid[] ids, Func<Guid, Task<RunSummary?>> ask, Caller caller) =>
        await Task.WhenAll(
            ids.Select(async id =>
            {
                var outcome = Judge(action, id, runs.Find(id), caller);
                try
                {
                    if (outcome.Refusal is null)
                        await ask(id);
                    return outcome;
                }
                catch (QueueLimitException limit)
                {
                    return new(id, limit.Message);
                }
            })
        );

    private async Task<Outcome> Purge(RunAction action, Guid id, Caller caller)
    {
        var outcome = Judge(action, id, runs.Find(id), caller, isWeighed: true);
        if (outcome.Refusal is not null)
            return outcome;
        switch (await experiments.DeleteRun(id, run => RunActionCheck.Refusal(run, action) is null))
        {
            case Deletion.Done:
                return outcome;
            case Deletion.NotFound:
                return new(id, Missing);
            default:
                return new(id, "It was restored or started again just now.");
        }
    }

    private long Weight(Guid id) => curves.Bytes(id) + store.FilesOf(id).Sum(file => file.Length);

    private sealed record Outcome(Guid Id, string? Refusal, long Bytes = 0);
}
