using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Queue;

/// <summary>A network that would train for long is measured by real trainers before it starts, and has the threads that it is fastest
/// with.</summary>
[Trait("Speed", "Slow")]
public sealed class MeasuredPlacementTests
{
    [Fact]
    public async Task One_long_run_is_measured_first_and_gets_what_is_chosen()
    {
        var cores = Environment.ProcessorCount;
        if (cores < 2)
            Assert.Skip("One core is not shared.");
        await using var server = await LabServer.Start(cpuWorkers: null, settings: ["--Scheduler:SecondsToMeasure", "1"]);
        var client = server.Client;
        var run = await client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(client, run.Id);
        await watcher.UntilPoints(run.Id);

        var device = Assert.Single(await client.Get<IReadOnlyList<DeviceInfo>>(ApiRoutes.Devices));
        var table = Assert.Single(device.Placements);
        Assert.Equal((cores, null, SizeClass.Of(Specs.Endless)), (device.Cores, device.Measuring, table.Network));
        Assert.Equal(
            PlacementProbe.Plan(cores, cores).Order(),
            table.Speeds.Select(speed => (speed.Threads, speed.SideBySide)).Order()
        );
        Assert.All(table.Speeds, speed => Assert.True(speed.ImagesPerSecond() > 0));
        Assert.Equal(RunPlacement.Choose(table, cores, 1).Threads, (await client.Run(run.Id)).Facts?.Threads);

        Assert.Equal((HttpStatusCode.Conflict, "while nothing trains"), await Ask(table.Network));
        Assert.Equal((HttpStatusCode.BadRequest, "it was another."), await Ask("another"));
        await client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);

        async Task<(HttpStatusCode, string)> Ask(string network)
        {
            var (status, body) = await client.Post(
                ApiRoutes.Devices + "/placements",
                JsonSerializer.Serialize(new PlacementRequest(network), LabJson.Options)
            );
            var said = new[] { "while nothing trains", "it was another." }.FirstOrDefault(words =>
                body.Contains(words, StringComparison.Ordinal)
            );
            return (status, said ?? body);
        }
    }
}
