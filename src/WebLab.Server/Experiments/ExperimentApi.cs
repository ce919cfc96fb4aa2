using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Science.Experiments;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Security;

namespace WebLab.Server.Experiments;

public static class ExperimentApi
{
    public static void MapExperiments(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Experiments).WithTags("Experiments").RequireAuthorization(Policies.Read);
        group
            .MapPost("/", Launch)
            .RequireAuthorization(Policies.Launch)
            .RequireRateLimiting(RateLimits.Launch)
            .WithSummary("Launches an experiment: its runs are queued at once.")
            .ProducesProblem(429);
        group.MapGet("/", List).WithSummary("A page of experiments, newest first; without archived=true those that are not archived.");
        group
            .MapPost("/{id:guid}/runs", AddRuns)
            .RequireAuthorization(Policies.Launch)
            .RequireRateLimiting(RateLimits.Launch)
            .WithSummary("Launches further runs in an experiment.")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429);
        group
            .MapPatch("/{id:guid}", Change)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Renames, describes, tags or notes an experiment, or archives or restores it with its runs.")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        group.MapGet("/{id:guid}", Get).WithSummary("One experiment with its runs.").ProducesProblem(404);
        group
            .MapDelete("/{id:guid}", Delete)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Deletes an archived experiment with its runs and curves.")
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409);
        ExperimentArchive.Map(group);
    }

    private static async Task<Results<Created<Experiment>, ValidationProblem, ProblemHttpResult>> Launch(
        ExperimentRequest request,
        ExperimentLauncher launcher,
        VisibleRuns runs,
        RunQueue queue,
        Caller caller,
        AuditNote note
    )
    {
        // What speaks for the paper is what was trained; an experiment gets the paper's title only where the paper is launched.
        if (request.PaperItem is not null || request.PaperScale is not null)
            return Problem.Of(
                400,
                $"paperItem and paperScale must be left out; POST {ApiRoutes.Paper}/ITEM/launch launches an item of the paper."
            );
        if (launcher.Problems(request, caller) is { Count: > 0 } problems)
            return Problem.Of(problems);
        if (launcher.LimitProblem(caller.Id, request) is { } limit)
            return Problem.Of(429, limit);
        var experiment = await launcher.Launch(request, caller);
        note.About(experiment.Id, experiment.Name, $"{request.Runs.Count} runs{(request.IsPrivate ? ", private" : "")}");
        return TypedResults.Created(
            $"{ApiRoutes.Experiments}/{experiment.Id}",
            new Experiment(experiment, queue.Place(runs.Of(experiment.Id)))
        );
    }

    private static async Task<Results<Ok<Experiment>, ValidationProblem, ProblemHttpResult>> AddRuns(
        Guid id,
        ExperimentRuns added,
        ExperimentLauncher launcher,
        VisibleExperiments visible,
        VisibleRuns runs,
        RunQueue queue,
        Caller caller,
        AuditNote note
    )
    {
        if (visible.Find(id) is not { } experiment)
            return Problem.NotFound("experiment", id);
        if (!caller.MayChange(experiment))
            return Problem.Of(403, OwnerRule.Refusal(experiment.Owner));
        if (ExperimentCheck.AddedProblem(runs.Of(id).Count, added.Runs.Count) is { } full)
            return Problem.Of(400, full);
        var request = new ExperimentRequest
        {
            Name = experiment.Name,
            Runs = added.Runs,
            Axes = added.Axes,
            IsPrivate = experiment.IsPrivate,
            Place = added.Place,
            Priority = added.Priority,
            ResumesItself = added.ResumesItself,
        };
        if (launcher.Problems(request, caller) is { Count: > 0 } problems)
            return Problem.Of(problems);
        if (launcher.LimitProblem(experiment.OwnerId, request) is { } limit)
            return Problem.Of(429, limit);
        // Others may have added or archived meanwhile.
        if (await launcher.Add(experiment, request) is { } refusal)
            return Problem.Of(409, refusal);
        note.About(experiment.Id, experiment.Name, $"{request.Runs.Count} runs");
        return TypedResults.Ok(new Experiment(visible.Find(id) ?? experiment, queue.Place(runs.Of(id))));
    }

    private static async Task<Results<Ok<ExperimentSummary>, ProblemHttpResult>> Change(
        Guid id,
        ExperimentChange change,
        VisibleExperiments visible,
        ExperimentStore experiments,
        Caller caller,
        TimeProvider time,
        AuditNote note
    )
    {
        if (visible.Find(id) is not { } experiment)
            return Problem.NotFound("experiment", id);
        if (!caller.MayChange(experiment))
            return Problem.Of(403, OwnerRule.Refusal(experiment.Owner));
        if (ExperimentCheck.Problem(change) is { } sentence)
            return Problem.Of(400, sentence);
        if (await experiments.Change(id, change, time.GetUtcNow()) is { } refusal)
            return Problem.Of(409, refusal);
        var done = change.IsArchived switch
        {
            true => "archived",
            false => "restored",
            _ => change.Name is { } name ? $"renamed to {name.Trim()}" : "changed",
        };
        note.About(experiment.Id, experiment.Name, done);
        return visible.Find(id) is { } changed ? TypedResults.Ok(changed) : Problem.NotFound("experiment", id);
    }

    private static Results<Ok<Page<ExperimentSummary>>, ProblemHttpResult> List(
        VisibleExperiments experiments,
        int skip = 0,
        int take = 100,
        bool archived = false
    )
    {
        if (Paging.Problem(skip, take) is { } problem)
            return problem;
        var (items, total) = experiments.Page(skip, take, archived);
        return TypedResults.Ok(new Page<ExperimentSummary>(items, total));
    }

    private static Results<Ok<Experiment>, ProblemHttpResult> Get(
        Guid id,
        VisibleExperiments experiments,
        VisibleRuns runs,
        RunQueue queue
    ) =>
        experiments.Find(id) is { } experiment
            ? TypedResults.Ok(new Experiment(experiment, queue.Place(runs.Of(id))))
            : Problem.NotFound("experiment", id);

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        Guid id,
        VisibleExperiments visible,
        Caller caller,
        ExperimentStore experiments
    )
    {
        if (visible.Find(id) is not { } experiment)
            return Problem.NotFound("experiment", id);
        if (!caller.MayChange(experiment))
            return Problem.Of(403, OwnerRule.Refusal(experiment.Owner));
        return await experiments.Delete(id) switch
        {
            Deletion.Done => TypedResults.NoContent(),
            Deletion.Active => Problem.Of(409, "A run of the experiment is being trained; cancel it first."),
            Deletion.Changed => Problem.Of(409, "It is not archived; archive it first."),
            _ => Problem.NotFound("experiment", id),
        };
    }
}
