namespace WebLab.Contracts.Notifications;

/// <summary>A webhook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where notifications are posted.</param>
/// <param name="Kinds">What it is told of.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Secret">The key of the signatures: shown when the webhook is made, and null ever after.</param>
public sealed record WebhookInfo(Guid Id, string Url, IReadOnlyList<NotificationKind> Kinds, DateTimeOffset CreatedAt, string? Secret);
