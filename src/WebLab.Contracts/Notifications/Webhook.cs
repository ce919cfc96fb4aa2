namespace WebLab.Contracts.Notifications;

/// <summary>A webhook.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where notifications are posted.</param>
/// <param name="Kinds">What it is told of.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Secret">The key of the signatures: shown when the webhook is made, and null ever after.</param>
public sealed record WebhookInfo(Guid Id, string Url, IReadOnlyList<NotificationKind> Kinds, DateTimeOffset CreatedAt, string? Secret);

/// <summary>Asks for a webhook.</summary>
/// <param name="Url">An http or https address that the server can reach and that is not inside of its own network, at most 2,000
/// characters.</param>
/// <param name="Kinds">What it is told of; none for everything.</param>
public sealed record WebhookRequest(string Url, IReadOnlyList<NotificationKind> Kinds);

/// <summary>
/// The JSON that a webhook is sent. The header <c>X-WebLab-Signature</c> is <c>t=SECONDS,v1=HEX</c>: the time of sending in seconds since
/// 1970, and
/// the HMAC-SHA256 of <c>SECONDS.BODY</c> under the webhook's secret. Who takes it in should refuse times that are some minutes old.
/// </summary>
/// <param name="Id">The notification.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="RunId">The run; of an experiment the one that ended last.</param>
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
)
{
    /// <summary>The experiment.</summary>
    public Guid ExperimentId { get; init; }

    /// <summary>Of how many runs it tells: all of the experiment's, which have ended, or 1.</summary>
    public int Runs { get; init; } = 1;
}

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
