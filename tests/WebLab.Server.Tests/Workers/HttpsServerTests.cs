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
        await using var server = await LabServer.Start(settings: Https(certificate, 0));
        await Completes(server, await server.Client.LaunchOne(Specs.Short));
    }

    [Fact]
    public async Task A_certificate_that_was_renewed_while_the_server_was_down_stops_no_training()
    {
        using var folder = new TemporaryFolder();
        var (certificate, store) = (Path.Combine(folder.Path, "lab.pfx"), Path.Combine(folder.Path, "store"));
        await File.WriteAllBytesAsync(certificate, SelfSigned.For("lab.example.org"));
        // The server that comes back to it finds it free.
        var port = FreePort.Find();
        var before = await LabServer.Start(store, settings: Https(certificate, port));
        var run = await before.Client.LaunchOne(Specs.Medium with { Epochs = 80 }, resumesItself: true);
        await Until(before, run, now => now.Progress?.Step > 20);
        var workers = before.Workers();
        await before.Kill();
        await before.DisposeAsync();
        await File.WriteAllBytesAsync(certificate, SelfSigned.For("lab.example.org"));

        await using var after = await LabServer.Start(store, settings: Https(certificate, port));
        // Its worker of before trusts the certificate of before alone.
        await Until(after, run, now => now.Status == RunStatus.Completed);
        await Completes(after, await after.Client.LaunchOne(Specs.Short));
        foreach (var worker in workers)
            await Processes.Ended(worker, TimeSpan.FromSeconds(60));
    }

    private static IReadOnlyList<string> Https(string certificate, int port) =>
        [
            "--urls",
            $"https://127.0.0.1:{port}",
            "--Kestrel:Certificates:Default:Path",
            certificate,
            "--Kestrel:Certificates:Default:Password",
            SelfSigned.Password,
        ];

    private static async Task Completes(LabServer server, RunSummary run)
    {
        run = await Until(server, run, now => now.Status.HasEnded());
        Assert.True(run.Status == RunStatus.Completed, $"{run.Status}: {run.StatusDetail}");
    }

    private static async Task<RunSummary> Until(LabServer server, RunSummary run, Func<RunSummary, bool> holds)
    {
        var late = TimeProvider.System.GetUtcNow().AddSeconds(90);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var now = run; ; now = await server.Client.Run(run.Id))
        {
            if (holds(now))
                return now;
            Assert.True(TimeProvider.System.GetUtcNow() < late, $"The run is still {now.Status} after 90 s: {server.Output}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
