using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts.Runs;
using WebLab.Server.Problems;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

public static class WorkerLogApi
{
    private const int MaxSearch = 200;

    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/{id:guid}/log", Get)
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithSummary("The last lines of what a run's worker wrote, or the last that contain a text.");

    private static async Task<Results<Ok<RunLog>, ProblemHttpResult>> Get(
        Guid id,
        VisibleRuns runs,
        StoreFolder store,
        WorkerSupervisor supervisor,
        int lines = 200,
        string? search = null
    )
    {
        if (runs.Find(id) is null)
            return Problem.NotFound("run", id);
        if (lines is < 1 or > WorkerLog.MaxLines)
            return Problem.Of(400, $"lines must be 1 to {WorkerLog.MaxLines}; it was {lines}.");
        if (search?.Length > MaxSearch)
            return Problem.Of(400, $"search must have at most {MaxSearch} characters; it had {search.Length}.");
        await supervisor.FreshenLog(id);
        return TypedResults.Ok(WorkerLog.Read(store.WorkerLog(id), lines, string.IsNullOrEmpty(search) ? null : search));
    }
}
