namespace WebLab.Contracts.Notifications;

/// <summary>Word of a run to the person who launched it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whose it is; empty in single-user mode.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="RunId">The run.</param>
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
);
