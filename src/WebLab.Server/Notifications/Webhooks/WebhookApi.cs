using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;
using WebLab.Server.Accounts;
using WebLab.Server.Problems;

namespace WebLab.Server.Notifications.Webhooks;

public static class WebhookApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(ApiRoutes.Webhooks).WithTags("Notifications").RequireAuthorization(Policies.Launch);
        group
            .MapGet(
                "/",
                (WebhookStore webhooks, Caller caller) =>
                    TypedResults.Ok<IReadOnlyList<WebhookInfo>>([.. webhooks.Of(caller.Id).Select(webhook => webhook.ToInfo())])
            )
            .WithSummary("One's own webhooks.");
        group
            .MapPost("/", Add)
            .RequireAuthorization(Policies.LaunchPerson)
            .WithSummary("Makes a webhook; the answer holds its secret, once. Not by a token, which a webhook outlasts.")
            .ProducesProblem(400);
        group.MapDelete("/{id:guid}", Delete).WithSummary("Deletes a webhook with its log.").ProducesProblem(404);
        group
            .MapGet("/{id:guid}/deliveries", Deliveries)
            .WithSummary("The last hundred deliveries of a webhook, newest first.")
            .ProducesProblem(404);
        group.MapPost("/{id:guid}/test", Test).WithSummary("Sends a webhook a message to try it out.").ProducesProblem(404);
    }

    private static async Task<Results<Created<WebhookInfo>, ProblemHttpResult>> Add(
        WebhookRequest request,
        WebhookStore webhooks,
        WebhookAddressPolicy policy,
        Caller caller
    )
    {
        if (policy.Problem(request) is { } sentence)
            return Problem.Of(400, sentence);
        return await webhooks.Add(caller.Id, request) is var (webhook, secret)
            ? TypedResults.Created($"{ApiRoutes.Webhooks}/{webhook.Id}", webhook.ToInfo(secret))
            : Problem.Of(400, $"A person may have {WebhookStore.MaxPerPerson} webhooks; delete one first.");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, WebhookStore webhooks, Caller caller)
    {
        if (webhooks.Find(id, caller.Id) is null)
            return Problem.NotFound("webhook", id);
        await webhooks.Delete(id);
        return TypedResults.NoContent();
    }

    private static Results<Ok<IReadOnlyList<WebhookDelivery>>, ProblemHttpResult> Deliveries(
        Guid id,
        WebhookStore webhooks,
        Caller caller
    ) =>
        webhooks.Find(id, caller.Id) is null
            ? Problem.NotFound("webhook", id)
            : TypedResults.Ok<IReadOnlyList<WebhookDelivery>>([.. webhooks.DeliveriesOf(id).Select(delivery => delivery.ToInfo())]);

    private static async Task<Results<Accepted, ProblemHttpResult>> Test(
        Guid id,
        WebhookStore webhooks,
        WebhookSender sender,
        Caller caller,
        TimeProvider time
    )
    {
        if (webhooks.Find(id, caller.Id) is not { } webhook)
            return Problem.NotFound("webhook", id);
        var now = time.GetUtcNow();
        await sender.Post(
            webhook,
            new(
                Guid.CreateVersion7(now),
                NotificationKind.Ended,
                Guid.Empty,
                "a run",
                "an experiment",
                "This is a test of the webhook.",
                now
            )
        );
        return TypedResults.Accepted($"{ApiRoutes.Webhooks}/{id}/deliveries");
    }
}
