using WebLab.Contracts.Notifications;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>A message to a webhook: to be sent, to be tried again, or done with.</summary>
public sealed record Delivery(Guid Id, Guid WebhookId, WebhookMessage Message, DateTimeOffset CreatedAt)
{
    public int Attempts { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public string Outcome { get; init; } = "";

    public bool IsDelivered { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public WebhookDelivery ToInfo() => new(Id, Message.Text, Attempts, LastAttemptAt, Outcome, IsDelivered, NextAttemptAt);
}
