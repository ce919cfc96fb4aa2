using WebLab.Contracts.Runs;
using WebLab.Science.Devices;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Runs;

namespace WebLab.Server.Tests.Devices;

/// <summary>What is known of the speed of networks, measured or seen, and what is measured.</summary>
public sealed class PlacementTablesTests : IDisposable
{
    private static readonly string Network = SizeClass.Of(Specs.Endless)!;

    private readonly RunParts _parts = new();

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void What_runs_show_refines_what_was_measured_and_outlives_the_server()
    {
        var tables = new PlacementTables(_parts.Store.Folder);
        Assert.Null(tables.Find(Specs.Endless));
        tables.Measured(Network, [new(2, 1, [200]), new(1, 1, [100])], isPrivate: true);
        Assert.True(tables.Find(Specs.Endless)!.IsPrivate);
        foreach (var seen in new[] { 150.0, 160, 170, 180, 190 })
            tables.Seen(Network, 2, 1, seen, isPrivate: seen > 150);

        var table = new PlacementTables(_parts.Store.Folder).Find(Specs.Endless)!;
        Assert.Equal([(1, 1, 100), (2, 1, 170)], table.Speeds.Select(each => (each.Threads, each.SideBySide, each.ImagesPerSecond())));
        Assert.Equal([150, 160, 170, 180, 190], table.Speeds[1].Seen);
        // One that is not private had it.
        Assert.False(table.IsPrivate);

        // A file that does not read is as none.
        File.WriteAllText(_parts.Store.Folder.Cached("placements.json"), "{");
        Assert.Empty(new PlacementTables(_parts.Store.Folder).All);
    }

    [Fact]
    public void What_makes_no_sense_in_the_file_is_left_out()
    {
        var tables = new PlacementTables(_parts.Store.Folder);
        tables.Measured("spoilt", [new(1, 1, [])], isPrivate: false);
        tables.Measured(Network, [new(1, 1, [100]), new(2, 1, []), new(0, 1, [5]), new(2, 0, [5]), new(4, 1, [5, -1])], isPrivate: false);
        var path = _parts.Store.Folder.Cached("placements.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"tables\":[", "\"tables\":[null,", StringComparison.Ordinal));

        var table = Assert.Single(new PlacementTables(_parts.Store.Folder).All);
        Assert.Equal((Network, (1, 1)), (table.Network, table.Speeds.Select(speed => (speed.Threads, speed.SideBySide)).Single()));
    }

    [Fact]
    public async Task What_was_measured_before_one_way_failed_is_kept_where_it_leaves_a_choice()
    {
        var plan = PlacementProbe.Plan(16, 16);
        var (speeds, why) = await PlacementProbe.Collect(plan, UntilThreads(2));
        Assert.Equal([(16, 1), (8, 1), (8, 2), (4, 1), (4, 4)], speeds.Select(speed => (speed.Threads, speed.SideBySide)));
        Assert.Equal("it took too long", why);
        Assert.Null((await PlacementProbe.Collect(plan, UntilThreads(0))).Why);
        await Assert.ThrowsAsync<PlacementException>(() => PlacementProbe.Collect(plan, UntilThreads(8)));

        static Func<int, int, Task<double>> UntilThreads(int least) =>
            (threads, _) =>
                threads > least ? Task.FromResult(100.0) : Task.FromException<double>(new PlacementException("it took too long"));
    }

    [Fact]
    public async Task An_epoch_counts_when_nothing_but_runs_like_it_trained_beside_it()
    {
        var tables = new PlacementTables(_parts.Store.Folder);
        var board = new DeviceBoard([new Device("cpu-0", "CPU, 16 cores", "cpu", 16) { IsDivided = true }]);
        var observer = new PlacementObserver(board, _parts.Runs, tables);
        var (run, like) = (await _parts.AddRun(RunStatus.Running), await _parts.AddRun(RunStatus.Running));
        board.Take("cpu-0", run, 4);
        board.Take("cpu-0", like, 4);
        // The first epoch loads all; in the fourth the other ends.
        await Tell(1, 5);
        await Tell(2, 10);
        await Tell(3, 100);
        await Tell(4, 120);
        board.Release("cpu-0", like.Id);
        await Tell(5, 150);
        await Tell(6, 190);
        await observer.Follow(new(run, run with { Status = RunStatus.Completed }));
        Assert.Equal(
            [(4, 1, 190), (4, 2, 120)],
            tables.Find(run.Spec)!.Speeds.Select(speed => (speed.Threads, speed.SideBySide, speed.ImagesPerSecond()))
        );

        Task Tell(int epoch, double imagesPerSecond) =>
            observer.Follow(new(run, run with { Progress = new(epoch, 10, epoch, 10, imagesPerSecond, null) }));
    }

    [Fact]
    public void Every_number_of_threads_is_measured_alone_and_as_often_as_there_are_cores()
    {
        Assert.Equal([(2, 1), (1, 1), (1, 2)], PlacementProbe.Plan(2, 64));
        Assert.Equal(
            [(6, 1), (4, 1), (3, 1), (3, 2), (2, 1), (2, 3), (1, 1), (1, 6)],
            PlacementProbe.Plan(6, 64)
        );
        // As many as there is memory for.
        Assert.Equal([(16, 1), (8, 1), (8, 2), (4, 1), (4, 2), (2, 1), (2, 2), (1, 1), (1, 2)], PlacementProbe.Plan(16, 2));
    }
}
