using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Notifications.Webhooks;

[Trait("Speed", "Slow")]
public sealed class WebhookTests
{
    [Fact]
    public async Task Ended_run_is_posted_signed_and_again_until_it_is_taken()
    {
        await using var receiver = await HookReceiver.Start(Results.StatusCode(500), Results.StatusCode(503));
        await using var server = await LabServer.Start(
            settings: ["--Webhooks:AllowedHosts", $"127.0.0.1:{receiver.Address.Port}", "--Webhooks:RetrySeconds", "0.1"]
        );
        var webhook = await Add(server.Client, receiver.Address);
        var run = await server.Client.LaunchOne(Specs.Short);

        HookCall[] calls = [await receiver.Next(), await receiver.Next(), await receiver.Next()];
        Assert.Single(calls.Select(call => call.Delivery).Distinct());
        Assert.All(
            calls,
            call =>
            {
                var seconds = long.Parse(call.Signature[2..call.Signature.IndexOf(',', StringComparison.Ordinal)], provider: null);
                Assert.InRange(seconds, DateTimeOffset.UnixEpoch.AddYears(50).ToUnixTimeSeconds(), long.MaxValue);
                Assert.Equal(WebhookClient.Sign(webhook.Secret!, seconds, call.Body), call.Signature);
            }
        );
        var message = JsonSerializer.Deserialize<WebhookMessage>(calls[2].Body, LabJson.Options)!;
        Assert.Equal((NotificationKind.Ended, run.Id, "run 0"), (message.Kind, message.RunId, message.RunName));

        var delivery = await Delivered(server.Client, webhook.Id);
        Assert.Equal((3, true, "Answered 200.", null), (delivery.Attempts, delivery.IsDelivered, delivery.Outcome, delivery.NextAttemptAt));
        Assert.DoesNotContain(webhook.Secret!, (await server.Client.Get(ApiRoutes.Webhooks)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Webhooks}/{webhook.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.Get($"{ApiRoutes.Webhooks}/{webhook.Id}/deliveries")).Status);
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var inside = await HookReceiver.Start();
        await using var receiver = await HookReceiver.Start(
            Results.Redirect(inside.Address.ToString(), permanent: true, preserveMethod: true)
        );
        await using var server = await LabServer.Start(
            settings: ["--Webhooks:AllowedHosts", $"127.0.0.1:{receiver.Address.Port}", "--Webhooks:MaxAttempts", "1"]
        );
        var webhook = await Add(server.Client, receiver.Address);
        await server.Client.Send(HttpMethod.Post, $"{ApiRoutes.Webhooks}/{webhook.Id}/test");
        await receiver.Next();
        var delivery = await Done(server.Client, webhook.Id);
        Assert.Equal((false, "Answered 308, a redirect, which is not followed."), (delivery.IsDelivered, delivery.Outcome));
        Assert.Equal(0, inside.Unexpected);
    }

    [Fact]
    public async Task What_was_not_delivered_is_delivered_by_the_next_server()
    {
        var store = Directory.CreateTempSubdirectory("weblab-server-");
        await using var receiver = await HookReceiver.Start(Results.StatusCode(500));
        string[] settings = ["--Webhooks:AllowedHosts", "127.0.0.1", "--Webhooks:RetrySeconds", "5"];
        WebhookInfo webhook;
        await using (var before = await LabServer.Start(store.FullName, settings: settings))
        {
            webhook = await Add(before.Client, receiver.Address);
            await before.Client.LaunchOne(Specs.Short);
            await receiver.Next();
            await before.Kill();
        }
        await using (var after = await LabServer.Start(store.FullName, settings: settings))
        {
            var call = await receiver.Next();
            Assert.Equal(NotificationKind.Ended, JsonSerializer.Deserialize<WebhookMessage>(call.Body, LabJson.Options)!.Kind);
            Assert.True((await Delivered(after.Client, webhook.Id)).IsDelivered);
        }
        store.Delete(recursive: true);
    }

    [Fact]
    public async Task Eleventh_webhook_of_a_person_is_refused_also_of_many_asked_for_at_once()
    {
        await using var server = await LabServer.Start(settings: ["--Webhooks:AllowedHosts", "127.0.0.1"]);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i => server.Client.Post(ApiRoutes.Webhooks, $$"""{"url": "http://127.0.0.1:9/{{i}}", "kinds": []}"""))
        );
        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => Assert.Contains("A person may have 10 webhooks; delete one first.", answer.Body, StringComparison.Ordinal)
        );
    }

    private static async Task<WebhookInfo> Add(LabClient client, Uri url)
    {
        var (status, body) = await client.Post(
            ApiRoutes.Webhooks,
            JsonSerializer.Serialize(new WebhookRequest(url.ToString(), []), LabJson.Options)
        );
        Assert.True(status == HttpStatusCode.Created, body);
        return JsonSerializer.Deserialize<WebhookInfo>(body, LabJson.Options)!;
    }

    private static Task<WebhookDelivery> Delivered(LabClient client, Guid webhookId) =>
        Until(client, webhookId, delivery => delivery.IsDelivered);

    private static Task<WebhookDelivery> Done(LabClient client, Guid webhookId) =>
        Until(client, webhookId, delivery => delivery.NextAttemptAt is null);

    private static async Task<WebhookDelivery> Until(LabClient client, Guid webhookId, Func<WebhookDelivery, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var log = await client.Get<IReadOnlyList<WebhookDelivery>>($"{ApiRoutes.Webhooks}/{webhookId}/deliveries");
            if (log is [var delivery] && wanted(delivery))
                return delivery;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Within 30 s there was not the delivery; the log had {string.Join("; ", log)}.");
            await timer.WaitForNextTickAsync();
        }
    }
}
