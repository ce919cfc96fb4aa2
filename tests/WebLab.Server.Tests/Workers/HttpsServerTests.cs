using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Workers;

[Trait("Speed", "Slow")]
public sealed class HttpsServerTests
{
    [Fact]
    public async Task A_server_with_https_alone_trains_whatever_names_its_certificate_has()
    {
        using var folder = new TemporaryFolder();
        var certificate = Path.Combine(folder.Path, "lab.pfx");
        await File.WriteAllBytesAsync(certificate, SelfSigned.For("lab.example.org"));
        await using var server = await LabServer.Start(
            settings:
            [
                "--urls",
                "https://127.0.0.1:0",
                "--Kestrel:Certificates:Default:Path",
                certificate,
                "--Kestrel:Certificates:Default:Password",
                SelfSigned.Password,
            ]
        );
        var run = await server.Client.LaunchOne(Specs.Short);
        var late = TimeProvider.System.GetUtcNow().AddSeconds(90);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!run.Status.HasEnded())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < late, $"The run is still {run.Status} after 90 s: {server.Output}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            run = await server.Client.Run(run.Id);
        }
        Assert.True(run.Status == RunStatus.Completed, $"{run.Status}: {run.StatusDetail}");
    }
}
