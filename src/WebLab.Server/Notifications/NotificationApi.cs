using Microsoft.AspNetCore.Http.HttpResults;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;
using WebLab.Server.Accounts;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Problems;

namespace WebLab.Server.Notifications;

public static class NotificationApi
{
    private const int MaxIds = 1_000;

    public static void MapNotifications(this WebApplication app)
    {
        var group = app.MapGroup(ApiRoutes.Notifications).WithTags("Notifications").RequireAuthorization(Policies.Read);
        group.MapGet("/", List).WithSummary("A page of one's own notifications, newest first.").ProducesProblem(400);
        group
            .MapPost("/read", Read)
            .RequireAuthorization(Policies.Person)
            .WithSummary("Marks one's own notifications as read; no ids " + "means all.")
            .ProducesProblem(400);
        WebhookApi.Map(app);
    }

    private static Results<Ok<NotificationList>, ProblemHttpResult> List(
        NotificationStore notifications,
        Caller caller,
        int skip = 0,
        int take = 50
    ) => Paging.Problem(skip, take) is { } problem ? problem : TypedResults.Ok(notifications.Page(caller.Id, skip, take));

    private static async Task<Results<NoContent, ProblemHttpResult>> Read(
        NotificationsRead read,
        NotificationStore notifications,
        Caller caller
    )
    {
        if (read.Ids.Count > MaxIds)
            return Problem.Of(400, $"ids must hold at most {MaxIds:N0} notifications; it held {read.Ids.Count:N0}.");
        await notifications.Read(caller.Id, [.. read.Ids]);
        return TypedResults.NoContent();
    }
}
