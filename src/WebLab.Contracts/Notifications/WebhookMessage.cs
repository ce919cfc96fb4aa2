namespace WebLab.Contracts.Notifications;

/// <summary>
/// The JSON that a webhook is sent. The header <c>X-WebLab-Signature</c> is <c>t=SECONDS,v1=HEX</c>: the time of sending in seconds since
/// 1970, and
/// the HMAC-SHA256 of <c>SECONDS.BODY</c> under the webhook's secret. Who takes it in should refuse times that are some minutes old.
/// </summary>
/// <param name="Id">The notification.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="RunId">The run.</param>
/// <param name="RunName">The run's name.</param>
/// <param name="ExperimentName">Its experiment's name.</param>
/// <param name="Text">One sentence.</param>
/// <param name="CreatedAt">When, UTC.</param>
public sealed record WebhookMessage(
    Guid Id,
    NotificationKind Kind,
    Guid RunId,
    string RunName,
    string ExperimentName,
    string Text,
    DateTimeOffset CreatedAt
);
