using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Experiments;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Workers;

namespace WebLab.Server.Runs;

public static class RunApi
{
    public static void Map(RouteGroupBuilder runs)
    {
        runs.MapGet("/{id:guid}", Get).WithSummary("One run.").ProducesProblem(404);
        runs.MapPost("/{id:guid}/cancel", Cancel)
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(403)
            .WithSummary("Ends a queued run, or asks the worker of a running one to stop.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        runs.MapPost(
                "/{id:guid}/pause",
                (Guid id, RunControl control, VisibleRuns visible) => Act(id, RunVerb.Pause, control.Pause, visible)
            )
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(403)
            .WithSummary("Holds a queued run back, or asks the worker of a running one for a checkpoint and the end.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        runs.MapPost(
                "/{id:guid}/resume",
                (Guid id, RunControl control, VisibleRuns visible) => Act(id, RunVerb.Resume, control.Resume, visible)
            )
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(403)
            .WithSummary("Puts a paused or interrupted run back into the queue; it goes on from its newest checkpoint.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        runs.MapPost("/{id:guid}/stop", (Guid id, RunControl control, VisibleRuns visible) => Act(id, RunVerb.Stop, control.Stop, visible))
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(403)
            .WithSummary("Ends a run with the epoch in hand, whose measures are kept.")
            .ProducesProblem(404)
            .ProducesProblem(409);
        runs.MapDelete("/{id:guid}", Delete)
            .RequireAuthorization(Policies.Launch)
            .ProducesProblem(403)
            .WithSummary("Deletes a run and its curve; with its last run goes the experiment.")
            .ProducesProblem(404)
            .ProducesProblem(409);
    }

    private static Results<Ok<RunSummary>, ProblemHttpResult> Get(Guid id, VisibleRuns runs, RunQueue queue) =>
        runs.Find(id) is { } run ? TypedResults.Ok(queue.Place([run])[0]) : Problem.NotFound("run", id);

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> Cancel(Guid id, RunControl control, VisibleRuns runs)
    {
        if (runs.Find(id) is not { } run)
            return Problem.NotFound("run", id);
        if (!runs.Caller.MayChange(run))
            return Problem.Of(403, OwnerRule.Refusal(run.Owner));
        if (run.Status.HasEnded() && run.Status != RunStatus.Cancelled)
            return Problem.Of(409, $"The run has ended already: it is {Names<RunStatus>.Of(run.Status)}.");
        return TypedResults.Ok(await control.Cancel(id, OwnerRule.Other(runs.Caller, run)) ?? run);
    }

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> Act(
        Guid id,
        RunVerb verb,
        Func<Guid, Task<RunSummary?>> ask,
        VisibleRuns runs
    )
    {
        if (runs.Find(id) is not { } run)
            return Problem.NotFound("run", id);
        if (!runs.Caller.MayChange(run))
            return Problem.Of(403, OwnerRule.Refusal(run.Owner));
        return RunActionCheck.Refusal(run, new() { Verb = verb, Ids = [id] }) is { } refusal
            ? Problem.Of(409, refusal)
            : TypedResults.Ok(await ask(id) ?? run);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, VisibleRuns runs, ExperimentStore experiments)
    {
        if (runs.Find(id) is not { } run)
            return Problem.NotFound("run", id);
        if (!runs.Caller.MayChange(run))
            return Problem.Of(403, OwnerRule.Refusal(run.Owner));
        return await experiments.DeleteRun(id) switch
        {
            Deletion.Done => TypedResults.NoContent(),
            Deletion.Active => Problem.Of(409, "The run is being trained; cancel it first."),
            _ => Problem.NotFound("run", id),
        };
    }
}
