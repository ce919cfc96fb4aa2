using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Audit;
using WebLab.Contracts.Experiments;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Audit;

[Trait("Speed", "Slow")]
public sealed class AuditTrailTests
{
    [Fact]
    public async Task A_request_that_fails_on_the_way_has_its_line()
    {
        // No disk has so much room, so that each launch is answered 507.
        await using var server = await LabServer.Start(settings: ["--Storage:Margin", "9000000000000000"]);
        var (status, _) = await server.Client.Post(
            ApiRoutes.Experiments,
            JsonSerializer.Serialize(new ExperimentRequest { Name = "no room", Runs = [new("run", Specs.Short)] }, LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.InsufficientStorage, status);
        var line = Assert.Single((await server.Client.Get<Page<AuditEntry>>(ApiRoutes.Audit)).Items);
        Assert.Equal(("launch experiment", 507), (line.What, line.Status));
    }
}
