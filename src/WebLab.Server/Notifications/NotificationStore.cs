using WebLab.Contracts.Notifications;
using WebLab.Server.Storage;

namespace WebLab.Server.Notifications;

/// <summary>Each person's latest notifications, in the file and in memory.</summary>
public sealed class NotificationStore(LabDatabase database)
{
    private const int MaxPerPerson = 200;

    private readonly MirroredCollection<Guid, Notification> _notifications = new(
        database,
        "notifications",
        notification => notification.Id
    );

    public NotificationList Page(Guid userId, int skip, int take)
    {
        var all = Of(userId);
        return new([.. all.Skip(skip).Take(take)], all.Count, all.Count(notification => !notification.IsRead));
    }

    public Task Add(Notification notification) =>
        database.Write(tx =>
        {
            foreach (var old in Of(notification.UserId).Skip(MaxPerPerson - 1))
                _notifications.Delete(tx, old.Id);
            _notifications.Save(tx, notification);
        });

    /// <summary>Marks a person's notifications as read; no ids means all of them.</summary>
    public Task Read(Guid userId, IReadOnlyCollection<Guid> ids)
    {
        var unread = Of(userId).Where(notification => !notification.IsRead && (ids.Count == 0 || ids.Contains(notification.Id))).ToList();
        return database.Write(tx =>
        {
            foreach (var one in unread.Select(one => _notifications.Read(tx, one.Id)).OfType<Notification>())
                _notifications.Save(tx, one with { IsRead = true });
        });
    }

    private List<Notification> Of(Guid userId) =>
        [
            .. _notifications
                .Values.Where(notification => notification.UserId == userId)
                .OrderByDescending(notification => notification.CreatedAt)
                .ThenByDescending(notification => notification.Id),
        ];
}
