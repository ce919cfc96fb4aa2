using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Queue;

/// <summary>A network is measured by real trainers when somebody asks and nothing trains; a run of it then has the threads that it is
/// fastest with.</summary>
[Trait("Speed", "Slow")]
public sealed class MeasuredPlacementTests
{
    [Fact]
    public async Task A_network_is_measured_when_asked_and_a_run_that_comes_meanwhile_gets_what_is_chosen()
    {
        var cores = Environment.ProcessorCount;
        if (cores < 2)
            Assert.Skip("One core is not shared.");
        await using var server = await LabServer.Start(cpuWorkers: null);
        var client = server.Client;
        var network = SizeClass.Of(Specs.Endless)!;
        var first = await client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(client, first.Id);
        await watcher.UntilPoints(first.Id);
        Assert.Equal((HttpStatusCode.Conflict, "while nothing trains"), await Ask(network));
        Assert.Equal((HttpStatusCode.BadRequest, "it was another."), await Ask("another"));
        await client.Cancel(first.Id);
        await watcher.Until(first.Id, RunStatus.Cancelled);
        await Waiting.Until(
            async () => (await Device()).RunIds.Count == 0,
            TimeSpan.FromSeconds(30),
            () => "a processor that the cancelled run has left"
        );

        Assert.Equal((HttpStatusCode.Accepted, ""), await Ask(network));
        Assert.Equal((HttpStatusCode.Conflict, "is measured there now"), await Ask(network));
        Assert.Equal(network, (await Device()).Measuring);
        var run = await client.LaunchOne(Specs.Endless);
        Assert.Equal(RunStatus.Queued, (await client.Run(run.Id)).Status);
        await watcher.Watch(run.Id);
        await watcher.UntilPoints(run.Id);

        var device = await Device();
        var table = Assert.Single(device.Placements);
        Assert.Equal((cores, null, null, network), (device.Cores, device.Measuring, device.MeasuringFault, table.Network));
        Assert.Equal(
            PlacementProbe.Plan(cores, cores).Order(),
            table.Speeds.Select(speed => (speed.Threads, speed.SideBySide)).Order()
        );
        Assert.All(table.Speeds, speed => Assert.True(speed.ImagesPerSecond() > 0));
        Assert.Equal(RunPlacement.Choose(table, cores, 1).Threads, (await client.Run(run.Id)).Facts?.Threads);
        // Each browser asks for the devices at every change of a run.
        Assert.Empty(Assert.Single(await client.Get<IReadOnlyList<DeviceInfo>>(ApiRoutes.Devices)).Placements);
        await client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);

        async Task<DeviceInfo> Device() =>
            Assert.Single(await client.Get<IReadOnlyList<DeviceInfo>>(ApiRoutes.Devices + "?placements=true"));

        async Task<(HttpStatusCode, string)> Ask(string of)
        {
            var (status, body) = await client.Post(
                ApiRoutes.Devices + "/placements",
                JsonSerializer.Serialize(new PlacementRequest(of), LabJson.Options)
            );
            var said = new[] { "while nothing trains", "is measured there now", "it was another." }.FirstOrDefault(words =>
                body.Contains(words, StringComparison.Ordinal)
            );
            return (status, said ?? body);
        }
    }
}
