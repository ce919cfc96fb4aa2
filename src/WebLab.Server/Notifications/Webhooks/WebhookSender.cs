using System.Threading.Channels;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Notifications;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>Hands notifications on to webhooks, and tries again what failed. What is to be sent is in the store, so that a restart loses
/// none.</summary>
public sealed class WebhookSender(
    NotificationStore notifications,
    WebhookStore webhooks,
    WebhookClient client,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookSender> logger
) : BackgroundService
{
    private const double BackOff = 6;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        notifications.Added += Follow;
        return base.StartAsync(cancellationToken);
    }

    /// <summary>Puts a message to a webhook on its way.</summary>
    public async Task Post(Webhook webhook, WebhookMessage message)
    {
        var now = time.GetUtcNow();
        await webhooks.Save(new(Guid.CreateVersion7(now), webhook.Id, message, now) { NextAttemptAt = now });
        _wake.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await SendDue(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the store remembers.
        }
    }

    private async Task SendDue(CancellationToken stop)
    {
        try
        {
            // One address that hangs must not hold up the others.
            await Task.WhenAll(webhooks.Due(time.GetUtcNow()).GroupBy(delivery => delivery.WebhookId).Select(group => Send(group, stop)));
            await Wait(stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A disk that is full, for example: the training goes on, and so does this when there is room.
            logger.LogError(error, "Webhooks could not be seen to.");
            await Task.Delay(PauseAfterFault, time, stop);
        }
    }

    private async Task Wait(CancellationToken stop)
    {
        var wait = webhooks.NextAttemptAt() is { } next ? next - time.GetUtcNow() : Timeout.InfiniteTimeSpan;
        if (wait <= TimeSpan.Zero && wait != Timeout.InfiniteTimeSpan)
            return;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(_wake.Reader.WaitToReadAsync(woken.Token).AsTask(), Task.Delay(wait, time, woken.Token));
        await woken.CancelAsync();
        stop.ThrowIfCancellationRequested();
        _wake.Reader.TryRead(out _);
    }

    private async Task Send(IEnumerable<Delivery> deliveries, CancellationToken stop)
    {
        foreach (var delivery in deliveries)
            await Send(delivery, stop);
    }

    private async Task Send(Delivery delivery, CancellationToken stop)
    {
        if (webhooks.Find(delivery.WebhookId) is not { } webhook)
            return;
        var secret = webhooks.SecretOf(webhook);
        var (isDelivered, outcome) = secret is null
            ? (false, "Its secret can no longer be read, since the server's keys are others; make the webhook anew.")
            : await client.Send(new(webhook.Url), secret, delivery.Id, delivery.Message, stop);
        var now = time.GetUtcNow();
        var attempts = delivery.Attempts + 1;
        var isOver = isDelivered || secret is null || attempts >= options.Value.MaxAttempts;
        if (webhooks.Find(webhook.Id) is null)
            return;
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

    private void Follow(Notification notification)
    {
        var message = new WebhookMessage(
            notification.Id,
            notification.Kind,
            notification.RunId,
            notification.RunName,
            notification.ExperimentName,
            notification.Text,
            notification.CreatedAt
        );
        // The event comes from the writer thread, which must not wait for a write.
        foreach (var webhook in webhooks.Of(notification.UserId).Where(webhook => webhook.Wants(notification.Kind)))
        {
            Post(webhook, message)
                .ContinueWith(
                    failed => logger.LogError(failed.Exception, "A delivery could not be stored."),
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default
                );
        }
    }
}
