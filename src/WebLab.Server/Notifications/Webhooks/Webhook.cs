using WebLab.Contracts.Notifications;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>A webhook as it is stored; its secret under the server's own key.</summary>
public sealed record Webhook(
    Guid Id,
    Guid OwnerId,
    string Url,
    IReadOnlyList<NotificationKind> Kinds,
    DateTimeOffset CreatedAt,
    string ProtectedSecret
)
{
    public bool Wants(NotificationKind kind) => Kinds.Count == 0 || Kinds.Contains(kind);

    public WebhookInfo ToInfo(string? secret = null) => new(Id, Url, Kinds, CreatedAt, secret);
}
