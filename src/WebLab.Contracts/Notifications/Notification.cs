namespace WebLab.Contracts.Notifications;

/// <summary>Word of a run, or of an experiment whose runs have all ended, to the person who launched it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whose it is; empty in single-user mode.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="RunId">The run; of an experiment the one that ended last.</param>
/// <param name="RunName">The run's name.</param>
/// <param name="ExperimentName">Its experiment's name.</param>
/// <param name="Text">One sentence.</param>
/// <param name="CreatedAt">When, UTC.</param>
/// <param name="IsRead">Whether it was marked as read.</param>
public sealed record Notification(
    Guid Id,
    Guid UserId,
    NotificationKind Kind,
    Guid RunId,
    string RunName,
    string ExperimentName,
    string Text,
    DateTimeOffset CreatedAt,
    bool IsRead
)
{
    /// <summary>The experiment.</summary>
    public Guid ExperimentId { get; init; }

    /// <summary>Of how many runs it tells: all of the experiment's, or 1.</summary>
    public int Runs { get; init; } = 1;
}

/// <summary>What a notification is about.</summary>
public enum NotificationKind
{
    /// <summary>A run is completed, or was cancelled.</summary>
    Ended,

    /// <summary>A run failed or was interrupted.</summary>
    Failed,

    /// <summary>Nothing is heard of a run's worker, or its steps have stopped.</summary>
    Stalled,
}

/// <summary>A page of a person's notifications, newest first.</summary>
/// <param name="Items">The page.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Unread">How many of them are not read.</param>
public sealed record NotificationList(IReadOnlyList<Notification> Items, int Total, int Unread);

/// <summary>Marks notifications as read.</summary>
/// <param name="Ids">Which; none for all.</param>
public sealed record NotificationsRead(IReadOnlyList<Guid> Ids);
