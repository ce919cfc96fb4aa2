using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;
using WebLab.Server.Accounts;
using WebLab.Server.Experiments;
using WebLab.Server.Problems;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Security;

namespace WebLab.Server.Paper;

public static class PaperApi
{
    public static void MapPaper(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Paper).WithTags("Paper").RequireAuthorization(Policies.Read);
        group
            .MapGet(
                "/",
                (PaperLibrary library, Caller caller) => TypedResults.Ok(PaperCatalogue.All.Select(item => library.Info(item, caller)))
            )
            .WithSummary("The experiments of arXiv:1611.03530, with their expected time here.");
        group
            .MapGet("/values", (PaperLibrary library, Caller caller) => TypedResults.Ok(library.Values(caller)))
            .WithSummary("Every value of the paper that this lab's runs give at full size, seed by seed.");
        group.MapGet("/{item}", Get).WithSummary("One of them.").ProducesProblem(404);
        group
            .MapPost("/{item}/launch", Launch)
            .RequireAuthorization(Policies.Launch)
            .RequireRateLimiting(RateLimits.Launch)
            .WithSummary("Launches one as an ordinary experiment.")
            .ProducesProblem(400)
            .ProducesProblem(404);
        group.MapGet("/{item}/runs", GetRuns).WithSummary("The runs that speak for it.").ProducesProblem(400).ProducesProblem(404);
        group
            .MapGet("/{item}/report", Report)
            .WithSummary("Its results so far beside the published values.")
            .ProducesProblem(400)
            .ProducesProblem(404);
    }

    private static Results<Ok<PaperItemInfo>, ProblemHttpResult> Get(string item, PaperLibrary library, Caller caller) =>
        PaperCatalogue.Find(item) is { } found ? TypedResults.Ok(library.Info(found, caller)) : Unknown(item);

    private static async Task<Results<Created<Experiment>, ValidationProblem, ProblemHttpResult>> Launch(
        string item,
        PaperLaunch request,
        ExperimentLauncher launcher,
        VisibleRuns runs,
        RunQueue queue,
        Caller caller
    )
    {
        if (PaperCatalogue.Find(item) is not { } found)
            return Unknown(item);
        if (request.Seeds is < 1 or > PaperLaunch.MaxSeeds)
            return Problem.Of(400, $"seeds must be 1 to {PaperLaunch.MaxSeeds}; it was {request.Seeds}.");
        if (!found.RowsAt(request.Scale).Any())
            return Problem.Of(400, $"scale must be one that {found.Id} has; it has no rows at {Names<PaperScale>.Of(request.Scale)}.");
        if (request.Part is { } part && !found.Parts(request.Scale).Contains(part))
            return Problem.Of(
                400,
                $"part must be one of {string.Join(", ", found.Parts(request.Scale))}, or left out; it was {Sentence.Shorten(part)}."
            );
        var experiment = found.Request(request.Scale, request.Seeds, request.Part);
        if (launcher.Problems(experiment, caller) is { Count: > 0 } problems)
            return Problem.Of(problems);
        if (launcher.LimitProblem(caller.Id, experiment) is { } limit)
            return Problem.Of(429, limit);
        var launched = await launcher.Launch(experiment, caller);
        return TypedResults.Created($"{ApiRoutes.Experiments}/{launched.Id}", new Experiment(launched, queue.Place(runs.Of(launched.Id))));
    }

    private static Results<Ok<IReadOnlyList<RunSummary>>, ProblemHttpResult> GetRuns(
        string item,
        string? scale,
        PaperLibrary library,
        RunQueue queue,
        Caller caller
    ) =>
        Refused(item, scale, out var found, out var size) is { } problem
            ? problem
            : TypedResults.Ok(queue.Place(library.Runs(found, size, caller)));

    private static Results<Ok<PaperReport>, ProblemHttpResult> Report(string item, string? scale, PaperLibrary library, Caller caller) =>
        Refused(item, scale, out var found, out var size) is { } problem
            ? problem
            : TypedResults.Ok(PaperRuns.Judge(found, size, library.Runs(found, size, caller)));

    private static ProblemHttpResult? Refused(string item, string? scale, out PaperItem found, out PaperScale size)
    {
        size = default;
        found = PaperCatalogue.Find(item)!;
        if (found is null)
            return Unknown(item);
        return Names<PaperScale>.TryParse(scale ?? Names<PaperScale>.Of(default), out size)
            ? null
            : Problem.Of(400, $"scale must be {string.Join(" or ", Names<PaperScale>.All)}; it was {Sentence.Shorten(scale!)}.");
    }

    private static ProblemHttpResult Unknown(string item) =>
        Problem.Of(
            404,
            $"The paper has no item {Sentence.Shorten(item)}; there are {string.Join(", ", PaperCatalogue.All.Select(known => known.Id))}."
        );
}
