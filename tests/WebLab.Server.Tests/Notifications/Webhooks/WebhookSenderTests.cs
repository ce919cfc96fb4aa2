using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Notifications;
using WebLab.Server.Accounts;
using WebLab.Server.Background;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Notifications.Webhooks;

/// <summary>The sender over a real store, with real receivers.</summary>
public sealed class WebhookSenderTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryStore _store = new();
    private readonly WebhookStore _webhooks;
    private readonly AccountStore _accounts;
    private readonly WebhookSender _sender;
    private readonly WebhookClient _client;
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);

    public WebhookSenderTests()
    {
        var options = Options.Create(new WebhookOptions { AllowedHosts = "127.0.0.1", TimeoutSeconds = 60 });
        _webhooks = new(_store.Database, new EphemeralDataProtectionProvider(), TimeProvider.System);
        _accounts = new(_store.Database);
        _client = new(new(options), options, TimeProvider.System);
        _sender = new(
            _webhooks,
            _client,
            _accounts,
            new(_lifetime, NullLogger<BackgroundTasks>.Instance),
            options,
            TimeProvider.System,
            NullLogger<WebhookSender>.Instance
        );
    }

    [Fact]
    public async Task A_hook_that_hangs_holds_up_no_other()
    {
        var hang = new TaskCompletionSource();
        await using var hanging = await HookReceiver.Start(new Hanging(hang.Task));
        await using var good = await HookReceiver.Start();
        var slow = await Add(hanging.Address);
        var fast = await Add(good.Address);
        await _sender.Post(slow, Message());
        await _sender.Post(fast, Message());
        await good.Next();
        // The slow one is on its way still, and the next message of the other comes all the same.
        await _sender.Post(fast, Message());
        await good.Next();
        Assert.Equal(0, hanging.Unexpected);
        hang.SetResult();
        await hanging.Next();
    }

    [Fact]
    public async Task A_delivery_of_a_webhook_that_is_gone_is_neither_kept_nor_waited_for()
    {
        var hang = new TaskCompletionSource();
        var hanging = new Hanging(hang.Task);
        await using var receiver = await HookReceiver.Start(hanging);
        var webhook = await Add(receiver.Address);
        await _sender.Post(webhook, Message());
        await hanging.Arrived.Within(Patience, () => "the delivery's first attempt");
        var delivery = Assert.Single(_webhooks.DeliveriesOf(webhook.Id));
        await _webhooks.Delete(webhook.Id);
        hang.SetResult();
        await receiver.Next();
        await _webhooks.Save(delivery with { Attempts = 1 });
        Assert.Empty(_webhooks.DeliveriesOf(webhook.Id));
        Assert.Empty(_webhooks.Pending());
    }

    [Fact]
    public async Task Deliveries_that_wait_are_bounded_and_the_oldest_are_given_up()
    {
        var webhook = await Add(new("http://127.0.0.1:9/hook"));
        var later = TimeProvider.System.GetUtcNow().AddDays(1);
        var deliveries = Enumerable
            .Range(0, WebhookStore.MaxPending + 5)
            .Select(i => new Delivery(Guid.CreateVersion7(), webhook.Id, Message(), later.AddSeconds(i)) { NextAttemptAt = later })
            .ToList();
        foreach (var delivery in deliveries)
            await _webhooks.Save(delivery);
        Assert.Equal(WebhookStore.MaxPending, _webhooks.Pending().Count);
        var oldest = _webhooks.DeliveriesOf(webhook.Id).Single(delivery => delivery.Id == deliveries[0].Id);
        Assert.Equal(
            (null, "It was given up, since more than 100 newer messages wait for the address."),
            (oldest.NextAttemptAt, oldest.Outcome)
        );
    }

    [Fact]
    public async Task A_shut_account_is_sent_nothing()
    {
        await using var receiver = await HookReceiver.Start();
        await using var other = await HookReceiver.Start();
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Name = "ada",
            Role = Role.Member,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await _accounts.Add(account);
        var webhook = await Add(receiver.Address, account.Id);
        await _accounts.Change(account.Id, stored => stored with { IsDisabled = true });
        await _sender.Post(webhook, Message());
        // When a later message to somebody else has come, this one was passed over.
        await _sender.Post(await Add(other.Address), Message());
        await other.Next();
        Assert.Equal(0, receiver.Unexpected);

        await _accounts.Change(account.Id, stored => stored with { IsDisabled = false });
        await _sender.Post(await Add(other.Address), Message());
        await receiver.Next();
    }

    public async ValueTask InitializeAsync() => await _sender.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _lifetime.StopApplication();
        await _sender.StopAsync(CancellationToken.None).Within(Patience, () => "the end of the sender");
        _sender.Dispose();
        _client.Dispose();
        _store.Dispose();
    }

    private async Task<Webhook> Add(Uri address, Guid owner = default) =>
        (await _webhooks.Add(owner, new(address.ToString(), [])))!.Value.Webhook;

    private static WebhookMessage Message() =>
        new(
            Guid.CreateVersion7(),
            NotificationKind.Ended,
            Guid.Empty,
            "a run",
            "an experiment",
            "It has ended.",
            TimeProvider.System.GetUtcNow()
        );

    private sealed class Hanging(Task until) : IResult
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            _arrived.TrySetResult();
            return until;
        }
    }
}
