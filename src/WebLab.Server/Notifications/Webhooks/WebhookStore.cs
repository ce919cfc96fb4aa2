using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using WebLab.Contracts.Notifications;
using WebLab.Server.Storage;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>The webhooks and the log of their deliveries, in the file and in memory.</summary>
public sealed class WebhookStore(LabDatabase database, IDataProtectionProvider protection, TimeProvider time)
{
    public const int MaxPerPerson = 10;
    private const int MaxDeliveries = 100,
        SecretBytes = 32;

    private readonly IDataProtector _protector = protection.CreateProtector("webhooks");
    private readonly JsonCollection<Webhook> _webhookDocuments = new("webhooks");
    private readonly JsonCollection<Delivery> _deliveryDocuments = new("webhookDeliveries");
    private readonly ConcurrentDictionary<Guid, Webhook> _webhooks = new(
        new JsonCollection<Webhook>("webhooks").All(database).ToDictionary(webhook => webhook.Id)
    );
    private readonly ConcurrentDictionary<Guid, Delivery> _deliveries = new(
        new JsonCollection<Delivery>("webhookDeliveries").All(database).ToDictionary(delivery => delivery.Id)
    );

    public IReadOnlyList<Webhook> Of(Guid ownerId) =>
        [.. _webhooks.Values.Where(webhook => webhook.OwnerId == ownerId).OrderBy(webhook => webhook.CreatedAt)];

    /// <summary>A person's own webhook; null when there is none.</summary>
    public Webhook? Find(Guid id, Guid ownerId) =>
        _webhooks.GetValueOrDefault(id) is { } webhook && webhook.OwnerId == ownerId ? webhook : null;

    public Webhook? Find(Guid id) => _webhooks.GetValueOrDefault(id);

    /// <summary>The key of a webhook's signatures; null when the server's keys are no longer those that it was put away under.</summary>
    public string? SecretOf(Webhook webhook)
    {
        try
        {
            return _protector.Unprotect(webhook.ProtectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The deliveries of a webhook, newest first.</summary>
    public IReadOnlyList<Delivery> DeliveriesOf(Guid webhookId) =>
        [
            .. _deliveries
                .Values.Where(delivery => delivery.WebhookId == webhookId)
                .OrderByDescending(delivery => delivery.CreatedAt)
                .ThenByDescending(delivery => delivery.Id),
        ];

    /// <summary>What is still to be sent.</summary>
    public IReadOnlyList<Delivery> Due(DateTimeOffset now) =>
        [.. _deliveries.Values.Where(delivery => delivery.NextAttemptAt <= now).OrderBy(delivery => delivery.NextAttemptAt)];

    public DateTimeOffset? NextAttemptAt() => _deliveries.Values.Min(delivery => delivery.NextAttemptAt);

    public async Task<(Webhook Webhook, string Secret)> Add(Guid ownerId, WebhookRequest request)
    {
        var now = time.GetUtcNow();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var webhook = new Webhook(Guid.CreateVersion7(now), ownerId, request.Url, [.. request.Kinds], now, _protector.Protect(secret));
        await database.Write(
            writing =>
            {
                _webhookDocuments.Save(writing, webhook.Id, webhook);
                return true;
            },
            _ => _webhooks[webhook.Id] = webhook
        );
        return (webhook, secret);
    }

    public Task Delete(Guid id)
    {
        var deliveries = DeliveriesOf(id);
        return database.Write(
            writing =>
            {
                _webhookDocuments.Delete(writing, id);
                foreach (var delivery in deliveries)
                    _deliveryDocuments.Delete(writing, delivery.Id);
                return true;
            },
            _ =>
            {
                _webhooks.TryRemove(id, out Webhook? _);
                foreach (var delivery in deliveries)
                    _deliveries.TryRemove(delivery.Id, out Delivery? _);
            }
        );
    }

    public Task Save(Delivery delivery)
    {
        var old = DeliveriesOf(delivery.WebhookId)
            .Where(one => one.Id != delivery.Id && one.NextAttemptAt is null)
            .Skip(MaxDeliveries - 1)
            .ToList();
        return database.Write(
            writing =>
            {
                _deliveryDocuments.Save(writing, delivery.Id, delivery);
                old.ForEach(one => _deliveryDocuments.Delete(writing, one.Id));
                return true;
            },
            _ =>
            {
                _deliveries[delivery.Id] = delivery;
                old.ForEach(one => _deliveries.TryRemove(one.Id, out Delivery? _));
            }
        );
    }
}
