namespace WebLab.Contracts.Notifications;

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
