using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Notifications;
using WebLab.Server.Accounts;
using WebLab.Server.Background;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>Hands notifications on to webhooks, and tries again what failed. What is to be sent is in the store, so that a restart loses
/// none. Each webhook is seen to by itself: one that hangs holds up no other.</summary>
public sealed class WebhookSender(
    WebhookStore webhooks,
    WebhookClient client,
    AccountStore accounts,
    BackgroundTasks tasks,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookSender> logger
) : GuardedLoop("seeing to webhooks", time, logger)
{
    private const double BackOff = 6;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(30);

    /// <summary>An account that was shut may be open again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, bool> _busy = new();
    private readonly WakeSignal _wake = new();

    /// <summary>Puts a notification on its way to its person's webhooks.</summary>
    public async Task Post(Notification notification)
    {
        var message = new WebhookMessage(
            notification.Id,
            notification.Kind,
            notification.RunId,
            notification.RunName,
            notification.ExperimentName,
            notification.Text,
            notification.CreatedAt
        )
        {
            ExperimentId = notification.ExperimentId,
            Runs = notification.Runs,
        };
        foreach (var webhook in webhooks.Of(notification.UserId).Where(webhook => webhook.Wants(notification.Kind) && IsOpen(webhook)))
            await Post(webhook, message);
    }

    /// <summary>Puts a message to a webhook on its way.</summary>
    public async Task Post(Webhook webhook, WebhookMessage message)
    {
        var now = Time.GetUtcNow();
        await webhooks.Save(new(Guid.CreateVersion7(now), webhook.Id, message, now) { NextAttemptAt = now });
        _wake.Give();
    }

    protected override async Task Turn(CancellationToken stop)
    {
        var now = Time.GetUtcNow();
        var idle = webhooks.Pending().Where(delivery => IsSendable(delivery) && !_busy.ContainsKey(delivery.WebhookId)).ToList();
        foreach (var webhookId in idle.Where(delivery => delivery.NextAttemptAt <= now).Select(delivery => delivery.WebhookId).Distinct())
        {
            _busy[webhookId] = true;
            tasks.Start("sending to a webhook", () => SendDue(webhookId, stop));
        }
        var next = idle.Where(delivery => !_busy.ContainsKey(delivery.WebhookId)).Min(delivery => delivery.NextAttemptAt);
        await _wake.Wait(next - now ?? LongestWait, Time, stop);
    }

    private async Task SendDue(Guid webhookId, CancellationToken stop)
    {
        try
        {
            while (Due(webhookId) is { } delivery)
                await Send(delivery, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; the store remembers.
        }
        catch (Exception error)
        {
            // A disk that is full, for example: without the pause the message would be sent again at once.
            Logger.LogError(error, "A webhook could not be seen to.");
            await Task.Delay(PauseAfterFault, Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _busy.TryRemove(webhookId, out _);
            _wake.Give();
        }
    }

    private Delivery? Due(Guid webhookId)
    {
        var now = Time.GetUtcNow();
        return webhooks
            .Pending()
            .Where(delivery => delivery.WebhookId == webhookId && delivery.NextAttemptAt <= now && IsSendable(delivery))
            .MinBy(delivery => delivery.NextAttemptAt);
    }

    private async Task Send(Delivery delivery, CancellationToken stop)
    {
        if (webhooks.Find(delivery.WebhookId) is not { } webhook)
            return;
        var secret = webhooks.SecretOf(webhook);
        var (isDelivered, outcome) = secret is null
            ? (false, "Its secret can no longer be read, since the server's keys are others; make the webhook anew.")
            : await client.Send(new(webhook.Url), secret, delivery.Id, delivery.Message, stop);
        var now = Time.GetUtcNow();
        var attempts = delivery.Attempts + 1;
        var isOver = isDelivered || secret is null || attempts >= options.Value.MaxAttempts;
        await webhooks.Save(
            delivery with
            {
                Attempts = attempts,
                LastAttemptAt = now,
                Outcome = outcome,
                IsDelivered = isDelivered,
                NextAttemptAt = isOver ? null : now + TimeSpan.FromSeconds(options.Value.RetrySeconds * Math.Pow(BackOff, attempts - 1)),
            }
        );
    }

    /// <summary>A delivery of a webhook that is gone, or of a person whose account is shut, is not sent.</summary>
    private bool IsSendable(Delivery delivery) => webhooks.Find(delivery.WebhookId) is { } webhook && IsOpen(webhook);

    private bool IsOpen(Webhook webhook) => accounts.Find(webhook.OwnerId) is not { IsDisabled: true };
}
