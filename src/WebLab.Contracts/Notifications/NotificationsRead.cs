namespace WebLab.Contracts.Notifications;

/// <summary>Marks notifications as read.</summary>
/// <param name="Ids">Which; none for all.</param>
public sealed record NotificationsRead(IReadOnlyList<Guid> Ids);
