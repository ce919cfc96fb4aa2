using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Runs;
using WebLab.Server.Devices;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Queue;

/// <summary>Where two runs at a time divide the processor, the last three share it, and none waits for the end of two.</summary>
public sealed class LastRunsTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Last_three_runs_share_the_processor_and_a_fourth_waits()
    {
        if (Environment.ProcessorCount < 2)
            Assert.Skip("One core is not shared.");
        await using var server = await LabServer.Start(cpuWorkers: null);
        var client = server.Client;
        var runs = (await client.Launch(Specs.Endless, Specs.Endless, Specs.Endless, Specs.Endless)).Runs;
        await using var watcher = await Watcher.Start(client, [.. runs.Select(run => run.Id)]);
        await watcher.UntilPoints(runs[0].Id);
        await watcher.UntilPoints(runs[1].Id);
        Assert.Equal([RunStatus.Queued, RunStatus.Queued], [await Status(2), await Status(3)]);

        await client.Cancel(runs[3].Id);
        await watcher.UntilPoints(runs[2].Id);
        var devices = await client.Get<IReadOnlyList<DeviceInfo>>(ApiRoutes.Devices);
        Assert.Equal(3, Assert.Single(devices).RunIds.Count);
        // A curve depends on the threads, so that these are the same for all.
        var threads = Math.Max(1, Environment.ProcessorCount / 2);
        foreach (var run in runs.Take(3))
            Assert.Equal(threads, (await client.Run(run.Id)).Facts?.Threads);

        var fourth = await client.LaunchOne(Specs.Short);
        Assert.Equal(RunStatus.Queued, (await client.Run(fourth.Id)).Status);
        await client.Cancel(runs[0].Id);
        await watcher.Until(fourth.Id, RunStatus.Completed);
        foreach (var run in runs.Skip(1).Take(2))
            await client.Cancel(run.Id);

        async Task<RunStatus> Status(int index) => (await client.Run(runs[index].Id)).Status;
    }

    [Theory]
    [InlineData(null, 1, 2, true)]
    [InlineData(null, 1, 16, true)]
    [InlineData(null, 1, 1, false)]
    [InlineData(2, 1, 2, false)]
    [InlineData(null, 2, 2, false)]
    public void Who_says_how_many_runs_share_the_processor_gets_so_many(int? workers, int perDevice, int cores, bool isDivided)
    {
        using var folder = new TemporaryFolder("weblab-worker-");
        var devices = DeviceFinder.Find(folder.Path, new() { CpuWorkers = workers, RunsPerDevice = perDevice }, cores);
        Assert.All(devices, device => Assert.Equal(isDivided, device.IsDivided));
        Assert.Equal(isDivided ? 1 : Math.Min(2, cores), devices.Count);
        Assert.Equal(cores, devices.Sum(device => device.Threads));
    }
}
