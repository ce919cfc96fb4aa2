using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;
using WebLab.Server.Runs;

namespace WebLab.Server.Queue;

public static class QueueApi
{
    public static void MapQueue(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Queue).WithTags("Queue").RequireAuthorization(Policies.Read);
        group
            .MapGet("/", List)
            .WithSummary(
                "A page of the queue in the order in which its runs start, with the expected starts; first those that wait in a cluster."
            )
            .ProducesProblem(400);
        group
            .MapPut("/", Order)
            .RequireAuthorization(Policies.Admin)
            .WithSummary("Places runs before all others, in the order given; none gives the fair order back. For administrators.")
            .ProducesProblem(400)
            .ProducesProblem(403);
        group
            .MapPut("/priority", Prioritise)
            .RequireAuthorization(Policies.Launch)
            .WithSummary("Gives queued runs another priority among those of their owner.")
            .ProducesProblem(400)
            .ProducesProblem(403);
    }

    private static Results<Ok<Page<QueueEntry>>, ProblemHttpResult> List(
        QueueForecast forecast,
        Caller caller,
        int skip = 0,
        int take = 100
    )
    {
        if (Paging.Problem(skip, take) is { } problem)
            return problem;
        var (entries, total) = forecast.Page(caller, skip, take);
        return TypedResults.Ok(new Page<QueueEntry>(entries, total));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Order(QueueOrder order, RunStore runs, RunQueue queue, Caller caller)
    {
        if (!caller.LooksAfterTheLab())
            return Problem.Of(403, "Only an administrator places runs in the queue.");
        if (order.Ids.Count > QueueOrder.MaxIds || order.Ids.Distinct().Count() != order.Ids.Count)
            return Problem.Of(400, $"ids must name at most {QueueOrder.MaxIds:N0} runs, each once; it named {order.Ids.Count:N0}.");
        var positions = order.Ids.Select((id, position) => (id, position)).ToDictionary(pair => pair.id, pair => pair.position);
        // A run that was placed before and is not named falls back; one that has started meanwhile is passed over.
        Guid[] changed =
        [
            .. queue.All().Where(run => run.GivenQueuePosition is not null || positions.ContainsKey(run.Id)).Select(run => run.Id),
        ];
        await runs.ChangeAll(
            changed,
            (id, run) =>
            {
                int? given = positions.TryGetValue(id, out var position) ? position : null;
                var isNew = run is { Status: RunStatus.Queued } && run.GivenQueuePosition != given;
                return (true, isNew ? run! with { GivenQueuePosition = given } : null);
            }
        );
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Prioritise(QueuePriority request, RunStore runs, Caller caller)
    {
        if (request.Priority is < QueuePriority.Min or > QueuePriority.Max)
            return Problem.Of(400, $"priority must be {QueuePriority.Min} to {QueuePriority.Max}; it was {request.Priority}.");
        if (request.Ids.Count is 0 or > QueueOrder.MaxIds)
            return Problem.Of(400, $"ids must hold 1 to {QueueOrder.MaxIds:N0} runs; it held {request.Ids.Count:N0}.");
        if (!caller.LooksAfterTheLab() && request.Ids.Any(id => runs.Find(id) is { } run && caller.MaySee(run) && run.OwnerId != caller.Id))
            return Problem.Of(403, "One of the runs is another person's.");
        await runs.ChangeAll(
            request.Ids,
            (_, run) =>
                (true, run is { Status: RunStatus.Queued } && caller.MayChange(run) ? run with { Priority = request.Priority } : null)
        );
        return TypedResults.NoContent();
    }
}
