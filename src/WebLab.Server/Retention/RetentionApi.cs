using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Retention;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;
using WebLab.Server.Queue;

namespace WebLab.Server.Retention;

public static class RetentionApi
{
    public static void AddRetention(this WebApplicationBuilder builder) => builder.Services.AddSingleton<RetentionPlanner>();

    public static void MapRetention(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Retention).WithTags("Retention").RequireAuthorization(Policies.Admin);
        group
            .MapGet("/", Plan)
            .WithSummary("The dry run: which runs that ended more than so many days ago would be deleted. For administrators.")
            .ProducesProblem(400)
            .ProducesProblem(403);
        group
            .MapPost("/", Apply)
            .WithSummary("Deletes the runs of a plan, by its fingerprint. For administrators.")
            .ProducesProblem(400)
            .ProducesProblem(403)
            .ProducesProblem(409);
    }

    private static Results<Ok<RetentionPlan>, ProblemHttpResult> Plan(RetentionPlanner planner, Caller caller, int days = 90) =>
        Refusal(caller, days) is { } refusal ? refusal : TypedResults.Ok(planner.Plan(days));

    private static async Task<Results<Ok<RetentionResult>, ProblemHttpResult>> Apply(
        RetentionRequest request,
        RetentionPlanner planner,
        Caller caller
    )
    {
        if (Refusal(caller, request.Days) is { } refusal)
            return refusal;
        return await planner.Apply(request) is { } result
            ? TypedResults.Ok(result)
            : Problem.Of(409, "The runs that would be deleted are no longer those that were shown; look at the new list first.");
    }

    private static ProblemHttpResult? Refusal(Caller caller, int days) =>
        !caller.LooksAfterTheLab() ? Problem.Of(403, "Only an administrator deletes old runs.")
        : days is < 1 or > RetentionPlanner.MaxDays ? Problem.Of(400, $"days must be 1 to {RetentionPlanner.MaxDays}; it was {days}.")
        : null;
}
