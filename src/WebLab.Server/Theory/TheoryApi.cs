using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Theory;
using WebLab.Data.Theory;
using WebLab.Science.Theory;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Theory;

public static class TheoryApi
{
    // One construction at a time: it keeps a core busy for up to a second, and runs are training beside it.
    private static readonly SemaphoreSlim Turn = new(1);

    public static void MapTheory(this WebApplication app) =>
        app.MapPost(ApiRoutes.Theorem1, Construct)
            .WithTags("Theory")
            .RequireAuthorization(Policies.Read)
            .WithSummary("Builds the network of theorem 1 for a random sample and checks it on every point.");

    private static async Task<Results<Ok<Theorem1Result>, ValidationProblem>> Construct(Theorem1Request request, CancellationToken stop)
    {
        if (Theorem1Check.Problems(request) is { Count: > 0 } problems)
            return Problem.Of(problems);
        await Turn.WaitAsync(stop);
        try
        {
            return TypedResults.Ok(await Task.Run(() => Theorem1.Run(request, stop), stop));
        }
        finally
        {
            Turn.Release();
        }
    }
}
