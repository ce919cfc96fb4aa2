using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts.Runs;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Checkpoints;

/// <summary>Which networks of a run are kept.</summary>
public static class CheckpointApi
{
    public static void Map(RouteGroupBuilder runs) =>
        runs.MapGet("/{id:guid}/checkpoints", Get)
            .ProducesProblem(404)
            .WithSummary("The kept checkpoints of a run, newest first; an analysis names one as RUN:SEQUENCE, the final one as RUN.");

    private static Results<Ok<IReadOnlyList<KeptCheckpoint>>, ProblemHttpResult> Get(
        Guid id,
        VisibleRuns runs,
        CheckpointStore checkpoints
    ) => runs.Find(id) is null ? Problem.NotFound("run", id) : TypedResults.Ok(checkpoints.Of(id));
}
