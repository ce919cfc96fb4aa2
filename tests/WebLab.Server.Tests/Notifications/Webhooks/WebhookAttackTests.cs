using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;
using WebLab.Server.Notifications.Webhooks;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Notifications.Webhooks;

/// <summary>Webhooks that would make the server call its own network (interface.md 4, attack 9).</summary>
public sealed class WebhookAttackTests(SharedLab lab)
{
    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.1:8080/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://anything.localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://168.63.129.16/metadata")]
    [InlineData("http://[::ffff:0:7f00:1]/")]
    [InlineData("http://[::ffff:0:169.254.169.254]/")]
    [InlineData("http://[::2]/")]
    [InlineData("http://[1::1]/")]
    [InlineData("http://[4000::1]/")]
    [InlineData("http://[64:ff9b:1::808:808]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://172.16.0.1/")]
    [InlineData("http://192.168.1.1/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://224.0.0.1/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://printer/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://user:secret@example.org/")]
    [InlineData("http://example.org\\@127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/")]
    [InlineData("gopher://example.org/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.org/")]
    [InlineData("http://")]
    [InlineData("http://example.org/\r\nHost: inside")]
    [InlineData("")]
    public async Task Address_inside_is_refused_with_a_sentence(string url)
    {
        var (status, body) = await lab.Client.Post(
            ApiRoutes.Webhooks,
            JsonSerializer.Serialize(new WebhookRequest(url, []), LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("url must ", body, StringComparison.Ordinal);
    }

    /// <summary>Past the door, as a name would be that leads outside today and inside tomorrow.</summary>
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    public async Task Name_that_leads_inside_is_not_connected_to(string host)
    {
        await using var receiver = await HookReceiver.Start();
        var options = Options.Create(new WebhookOptions());
        using var client = new WebhookClient(new(options), options, TimeProvider.System);
        var message = new WebhookMessage(
            Guid.NewGuid(),
            NotificationKind.Ended,
            Guid.NewGuid(),
            "a run",
            "an experiment",
            "It ended.",
            DateTimeOffset.UnixEpoch
        );
        var (isDelivered, outcome) = await client.Send(
            new($"http://{host}:{receiver.Address.Port}/"),
            "a secret",
            Guid.NewGuid(),
            message,
            default
        );
        Assert.Equal((false, "The address lies inside of this server's own network; it was not connected to."), (isDelivered, outcome));
        Assert.Equal(0, receiver.Unexpected);
    }

    [Fact]
    public async Task Allowed_host_is_connected_to_and_its_other_ports_are_not()
    {
        await using var receiver = await HookReceiver.Start();
        await using var other = await HookReceiver.Start();
        var options = Options.Create(new WebhookOptions { AllowedHosts = $"127.0.0.1:{receiver.Address.Port}" });
        using var client = new WebhookClient(new(options), options, TimeProvider.System);
        var message = new WebhookMessage(
            Guid.NewGuid(),
            NotificationKind.Ended,
            Guid.NewGuid(),
            "a run",
            "an experiment",
            "It ended.",
            DateTimeOffset.UnixEpoch
        );
        Assert.True((await client.Send(receiver.Address, "a secret", Guid.NewGuid(), message, default)).IsDelivered);
        Assert.False((await client.Send(other.Address, "a secret", Guid.NewGuid(), message, default)).IsDelivered);
        Assert.Equal((1, 0), (receiver.Unexpected, other.Unexpected));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void Address_outside_is_taken(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));
}
