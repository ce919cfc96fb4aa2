using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Audit;
using WebLab.Server.Experiments;
using WebLab.Server.Problems;
using WebLab.Server.Security;

namespace WebLab.Server.Runs;

/// <summary>More epochs for a run that has ended.</summary>
public static class MoreEpochsApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapPost("/{id:guid}/more-epochs", Launch)
            .RequireAuthorization(Policies.Launch)
            .RequireRateLimiting(RateLimits.Launch)
            .WithSummary("Queues a run that goes on from a completed or stopped run's final checkpoint to more epochs, with one curve.")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(429);

    private static async Task<Results<Created<RunSummary>, ValidationProblem, ProblemHttpResult>> Launch(
        Guid id,
        MoreEpochs more,
        VisibleRuns visible,
        ExperimentStore experiments,
        ExperimentLauncher launcher,
        RunContinuation continuation,
        AuditNote note
    )
    {
        if (visible.Find(id) is not { } run || experiments.Find(run.ExperimentId) is not { } experiment)
            return Problem.NotFound("run", id);
        if (!visible.Caller.MayChange(run))
            return Problem.Of(403, OwnerRule.Refusal(run.Owner));
        if (MoreEpochsCheck.Refusal(run) is { } refusal)
            return Problem.Of(409, refusal);
        if (MoreEpochsCheck.Problem(run, more.Epochs) is { } problem)
            return Problem.Of(400, problem);
        if (ExperimentCheck.AddedProblem(visible.Of(experiment.Id).Count, 1) is { } full)
            return Problem.Of(409, full);
        var request = new ExperimentRequest
        {
            Name = experiment.Name,
            Runs = [new(NameOf(run, more.Epochs), run.Spec with { Epochs = more.Epochs })],
        };
        // It goes on from its own network: the one that it started from may be gone.
        var asked = request with
        {
            Runs = [request.Runs[0] with { Spec = request.Runs[0].Spec with { StartFrom = null } }],
        };
        if (launcher.Problems(asked, visible.Caller) is { Count: > 0 } problems)
            return Problem.Of(problems);
        if (launcher.LimitProblem(experiment.OwnerId, request) is { } limit)
            return Problem.Of(429, limit);
        var (launched, why) = await launcher.GoOn(experiment, run, request, continuation);
        if (launched is null)
            return Problem.Of(409, why!);
        note.About(launched.Id, launched.Name, $"goes on from {run.Name}");
        return TypedResults.Created($"{ApiRoutes.Runs}/{launched.Id}", visible.Find(launched.Id) ?? launched);
    }

    private static string NameOf(RunSummary run, int epochs)
    {
        var own = run.Origin is null ? run.Name : run.Name.Replace(Ending(run.Spec.Epochs), "", StringComparison.Ordinal);
        var ending = Ending(epochs);
        return Sentence.Cut(own, ExperimentCheck.MaxNameLength - ending.Length) + ending;
    }

    private static string Ending(int epochs) => Sentence.Of($" · {epochs} epochs");
}
