using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using WebLab.Contracts.Notifications;
using WebLab.Server.Storage;

namespace WebLab.Server.Notifications.Webhooks;

/// <summary>The webhooks and the log of their deliveries, in the file and in memory.</summary>
public sealed class WebhookStore(LabDatabase database, IDataProtectionProvider protection, TimeProvider time)
{
    public const int MaxPerPerson = 10;
    public const int MaxPending = 100;
    private const int MaxDeliveries = 100,
        SecretBytes = 32;
    private static readonly string GivenUp = $"It was given up, since more than {MaxPending} newer messages wait for the address.";

    private readonly IDataProtector _protector = protection.CreateProtector("webhooks");
    private readonly MirroredCollection<Guid, Webhook> _webhooks = new(database, "webhooks", webhook => webhook.Id);
    private readonly MirroredCollection<Guid, Delivery> _deliveries = new(database, "webhookDeliveries", delivery => delivery.Id);

    public IReadOnlyList<Webhook> Of(Guid ownerId) =>
        [.. _webhooks.Values.Where(webhook => webhook.OwnerId == ownerId).OrderBy(webhook => webhook.CreatedAt)];

    /// <summary>A person's own webhook; null when there is none.</summary>
    public Webhook? Find(Guid id, Guid ownerId) => _webhooks.Find(id) is { } webhook && webhook.OwnerId == ownerId ? webhook : null;

    public Webhook? Find(Guid id) => _webhooks.Find(id);

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
    public IReadOnlyList<Delivery> Pending() => [.. _deliveries.Values.Where(delivery => delivery.NextAttemptAt is not null)];

    /// <returns>Null when the person has as many as a person may have.</returns>
    public async Task<(Webhook Webhook, string Secret)?> Add(Guid ownerId, WebhookRequest request)
    {
        var now = time.GetUtcNow();
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var webhook = new Webhook(Guid.CreateVersion7(now), ownerId, request.Url, [.. request.Kinds], now, _protector.Protect(secret));
        // Counted where it is written: of calls side by side each would find the room that is there for one.
        var isAdded = await database.Write(tx =>
        {
            if (_webhooks.ReadAll(tx).Count(other => other.OwnerId == ownerId) >= MaxPerPerson)
                return false;
            _webhooks.Save(tx, webhook);
            return true;
        });
        return isAdded ? (webhook, secret) : null;
    }

    public Task Delete(Guid id) =>
        database.Write(tx =>
        {
            _webhooks.Delete(tx, id);
            foreach (var delivery in DeliveriesOf(id))
                _deliveries.Delete(tx, delivery.Id);
        });

    /// <summary>Saves a delivery, unless its webhook was deleted meanwhile. Of an address that takes none, the oldest that wait are given
    /// up.</summary>
    public Task Save(Delivery delivery) =>
        database.Write(tx =>
        {
            if (_webhooks.Read(tx, delivery.WebhookId) is null)
                return;
            var others = DeliveriesOf(delivery.WebhookId).Where(one => one.Id != delivery.Id).ToLookup(one => one.NextAttemptAt is null);
            foreach (var done in others[true].Skip(MaxDeliveries - 1))
                _deliveries.Delete(tx, done.Id);
            if (delivery.NextAttemptAt is not null)
            {
                foreach (var waiting in others[false].Skip(MaxPending - 1))
                    _deliveries.Save(tx, waiting with { NextAttemptAt = null, Outcome = GivenUp });
            }
            _deliveries.Save(tx, delivery);
        });
}
