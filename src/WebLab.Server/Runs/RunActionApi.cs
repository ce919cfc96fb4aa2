using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Problems;

namespace WebLab.Server.Runs;

public static class RunActionApi
{
    public static void Map(RouteGroupBuilder runs)
    {
        runs.MapPost("/actions/previews", Preview)
            .ProducesProblem(400)
            .WithSummary("To how many of some runs each verb would apply; a verb that needs a text or tags is judged by rights alone.");
        runs.MapPost("/actions", Do)
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithSummary(
                "Does one thing to many runs (cancel, pause, resume, stop, pin, tag, note, rename, archive, restore, purge); the answer "
                    + "says to which, and why not to the others."
            );
    }

    private static Results<Ok<IReadOnlyList<RunActionPreview>>, ProblemHttpResult> Preview(
        IReadOnlyList<Guid> ids,
        RunActions actions,
        Caller caller
    ) =>
        RunActionCheck.Problem(new() { Verb = RunVerb.Pin, Ids = ids }) is { } sentence
            ? Problem.Of(400, sentence)
            : TypedResults.Ok(actions.Preview(ids, caller));

    private static async Task<Results<Ok<RunActionResult>, ProblemHttpResult>> Do(
        RunAction action,
        RunActions actions,
        VisibleRuns runs,
        Caller caller,
        AuditNote note
    )
    {
        if (RunActionCheck.Problem(action) is { } sentence)
            return Problem.Of(400, sentence);
        // By their names now: afterwards a purged run has none.
        var names = action.Ids.Distinct().ToDictionary(id => id, id => runs.Find(id)?.Name ?? "");
        var result = await actions.Do(action, caller);
        var done = string.Join(", ", result.Applied.Select(id => $"{names[id]} ({id})"));
        var refused = result.Refused.Count > 0 ? $", {result.Refused.Count} refused" : "";
        note.Says(
            $"{(action.IsPreview ? "preview of " : "")}{Names<RunVerb>.Of(action.Verb)}: {result.Applied.Count} "
                + $"run{(result.Applied.Count == 1 ? "" : "s")}{refused}{(done.Length > 0 ? $": {done}" : "")}"
        );
        // Of one note that somebody else has changed meanwhile nothing is left to tell in a list.
        return action is { Verb: RunVerb.Note, NoteBefore: not null } && result is { Applied.Count: 0, Refused: [var stale] }
            ? Problem.Of(409, stale.Reason)
            : TypedResults.Ok(result);
    }
}
