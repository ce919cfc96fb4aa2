using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Health;

public sealed class HealthTests(SharedLab lab)
{
    [Fact]
    public async Task Server_that_runs_is_live_and_ready_and_says_why()
    {
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await lab.Client.Get(ApiRoutes.HealthLive));
        var (status, body) = await lab.Client.Get(ApiRoutes.HealthReady);
        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("Healthy", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(
            ["database", "disk", "worker"],
            json.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString())
        );
        Assert.DoesNotContain(lab.Server.Store, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health", "There is no /health/; health is told at /health/live and /health/ready.")]
    [InlineData("/Health/live/x", "There is no /health/live/x; health is told at /health/live and /health/ready.")]
    [InlineData("/api", "There is no GET /api/.")]
    [InlineData("/hubs", "There is no hub /hubs/.")]
    public async Task An_address_beside_those_of_a_program_is_told_so_and_is_never_the_page(string address, string sentence)
    {
        var (status, body) = await lab.Client.Get(address);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }
}
