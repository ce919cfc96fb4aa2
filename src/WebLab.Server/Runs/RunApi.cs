using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Server.Experiments;
using WebLab.Server.Problems;
using WebLab.Server.Workers;

namespace WebLab.Server.Runs;

public static class RunApi
{
    public static void MapRuns(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Runs).WithTags("Runs");
        group.MapGet("/{id:guid}", Get).WithSummary("One run.").ProducesProblem(404);
        group.MapPost("/{id:guid}/cancel", Cancel).WithSummary("Ends a queued run, or asks the worker of a running one to stop.").ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("/{id:guid}", Delete).WithSummary("Deletes a run and its curve; with its last run goes the experiment.").ProducesProblem(404).ProducesProblem(409);
    }

    private static Results<Ok<RunSummary>, ProblemHttpResult> Get(Guid id, RunStore runs, RunQueue queue) =>
        runs.Find(id) is { } run ? TypedResults.Ok(queue.Place([run])[0]) : Problem.NotFound("run", id);

    private static async Task<Results<Ok<RunSummary>, ProblemHttpResult>> Cancel(Guid id, WorkerSupervisor supervisor, RunStore runs)
    {
        if (runs.Find(id) is not { } run)
            return Problem.NotFound("run", id);
        if (run.Status.HasEnded() && run.Status != RunStatus.Cancelled)
            return Problem.Of(409, $"The run has ended already: it is {Names<RunStatus>.Of(run.Status)}.");
        return TypedResults.Ok(await supervisor.Cancel(id) ?? run);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, ExperimentStore experiments) =>
        await experiments.DeleteRun(id) switch
        {
            Deletion.Done => TypedResults.NoContent(),
            Deletion.Active => Problem.Of(409, "The run is being trained; cancel it first."),
            _ => Problem.NotFound("run", id),
        };
}
