namespace WebLab.Contracts.Notifications;

/// <summary>Asks for a webhook.</summary>
/// <param name="Url">An http or https address that the server can reach and that is not inside of its own network, at most 2,000
/// characters.</param>
/// <param name="Kinds">What it is told of; none for everything.</param>
public sealed record WebhookRequest(string Url, IReadOnlyList<NotificationKind> Kinds);
