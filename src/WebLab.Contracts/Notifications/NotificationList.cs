namespace WebLab.Contracts.Notifications;

/// <summary>A page of a person's notifications, newest first.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Unread">How many of them are not read.</param>
public sealed record NotificationList(IReadOnlyList<Notification> Items, int Total, int Unread);
