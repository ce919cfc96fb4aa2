namespace WebLab.Contracts.Notifications;

/// <summary>The delivery of a notification to a webhook, as it stands.</summary>
/// <param name="Id">Its id, which is sent along as <c>X-WebLab-Delivery</c>: the same at each attempt.</param>
/// <param name="Text">The notification's sentence.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastAttemptAt">When last, UTC; null before the first.</param>
/// <param name="Outcome">What came of the last attempt, one sentence; empty before the first.</param>
/// <param name="IsDelivered">Whether it was taken.</param>
/// <param name="NextAttemptAt">When it is tried again, UTC; null when it is not.</param>
public sealed record WebhookDelivery(
    Guid Id,
    string Text,
    int Attempts,
    DateTimeOffset? LastAttemptAt,
    string Outcome,
    bool IsDelivered,
    DateTimeOffset? NextAttemptAt
);
