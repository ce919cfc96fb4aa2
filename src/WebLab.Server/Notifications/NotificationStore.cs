using System.Collections.Concurrent;
using WebLab.Contracts.Notifications;
using WebLab.Server.Storage;

namespace WebLab.Server.Notifications;

/// <summary>Each person's latest notifications, in the file and in memory.</summary>
public sealed class NotificationStore(LabDatabase database)
{
    private const int MaxPerPerson = 200;

    private readonly JsonCollection<Notification> _collection = new("notifications");
    private readonly ConcurrentDictionary<Guid, Notification> _notifications = new(
        new JsonCollection<Notification>("notifications").All(database).ToDictionary(notification => notification.Id)
    );

    /// <summary>Raised after a commit: there is a new one.</summary>
    public event Action<Notification>? Added;

    public NotificationList Page(Guid userId, int skip, int take)
    {
        var all = Of(userId);
        return new([.. all.Skip(skip).Take(take)], all.Count, all.Count(notification => !notification.IsRead));
    }

    public Task Add(Notification notification)
    {
        var old = Of(notification.UserId).Skip(MaxPerPerson - 1).ToList();
        return database.Write(
            writing =>
            {
                _collection.Save(writing, notification.Id, notification);
                old.ForEach(one => _collection.Delete(writing, one.Id));
                return true;
            },
            _ =>
            {
                _notifications[notification.Id] = notification;
                old.ForEach(one => _notifications.TryRemove(one.Id, out Notification? _));
                Added?.Invoke(notification);
            }
        );
    }

    /// <summary>Marks a person's notifications as read; no ids means all of them.</summary>
    public Task Read(Guid userId, IReadOnlyCollection<Guid> ids)
    {
        var read = Of(userId)
            .Where(notification => !notification.IsRead && (ids.Count == 0 || ids.Contains(notification.Id)))
            .Select(notification => notification with { IsRead = true })
            .ToList();
        return database.Write(
            writing =>
            {
                read.ForEach(one => _collection.Save(writing, one.Id, one));
                return true;
            },
            _ => read.ForEach(one => _notifications[one.Id] = one)
        );
    }

    private List<Notification> Of(Guid userId) =>
        [
            .. _notifications
                .Values.Where(notification => notification.UserId == userId)
                .OrderByDescending(notification => notification.CreatedAt)
                .ThenByDescending(notification => notification.Id),
        ];
}
