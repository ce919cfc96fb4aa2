using Microsoft.Extensions.Options;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Server.Accounts;
using WebLab.Server.Devices;
using WebLab.Server.Devices.Placements;
using WebLab.Server.Experiments;
using WebLab.Server.Queue;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Runs;

namespace WebLab.Server.Tests.Queue;

/// <summary>How the queue gives the sixteen cores of a processor to runs: the real queue over a real store; no worker is started.</summary>
public sealed class PlacedRunsTests : IDisposable
{
    private const int Cores = 16;
    private const long Plenty = 1_000_000_000_000;

    private static readonly RunSpec Mlp = new() { Model = ModelName.Mlp1x512 },
        Convnet = new() { Model = ModelName.SmallAlexnet };
    private static readonly Guid Ada = new(1, 0, 0, new byte[8]),
        Bob = new(2, 0, 0, new byte[8]);

    private readonly RunParts _parts = new();
    private readonly ExperimentStore _experiments;

    public PlacedRunsTests() => _experiments = new(_parts.Store.Database, _parts.Runs, _parts.Store.Curves, _parts.Store.Folder);

    public void Dispose() => _parts.Dispose();

    [Fact]
    public async Task A_sweep_that_threads_help_little_goes_a_core_each_and_its_last_runs_share_the_cores()
    {
        var lab = Open();
        await Add(Ada, Enumerable.Repeat(Mlp, 40));
        Assert.Equal(Enumerable.Repeat(1, 16), await lab.StartAll());
        // Of the 24 that wait eight start when as many have ended; then sixteen would wait, which all find room when one more has.
        Assert.Equal(Enumerable.Repeat(1, 8), await lab.End(8));
        Assert.Equal(Enumerable.Repeat(1, 16), await lab.End(1));
    }

    [Fact]
    public async Task A_sweep_that_threads_help_as_much_goes_two_at_a_time()
    {
        var lab = Open();
        await Add(Ada, Enumerable.Repeat(Convnet, 5));
        Assert.Equal([8, 8], await lab.StartAll());
        Assert.Equal([8], await lab.End(1));
        // Three are left, and share.
        Assert.Equal([8, 8], await lab.End(1));
    }

    [Fact]
    public async Task One_run_alone_has_all_cores_and_another_persons_starts_beside_it()
    {
        var lab = Open();
        await Add(Ada, [Convnet]);
        Assert.Equal([16], await lab.StartAll());
        await Add(Bob, [Convnet]);
        Assert.Equal([8], await lab.StartAll());
    }

    [Fact]
    public async Task A_network_of_which_nothing_is_known_goes_two_at_a_time_on_half_of_the_cores_each()
    {
        var lab = Open();
        var unknown = Mlp with { BatchSize = 64 };
        await Add(Ada, Enumerable.Repeat(unknown, 4));
        Assert.Equal([8, 8], await lab.StartAll());
        Assert.Equal([8, 8], await lab.End(1));
    }

    [Fact]
    public async Task A_persons_limit_and_the_memory_leave_fewer_runs_with_more_threads()
    {
        var limited = Open(new() { Running = 2 });
        await Add(Ada, Enumerable.Repeat(Mlp, 40));
        Assert.Equal([4, 4], await limited.StartAll());
        foreach (var run in _parts.Runs.All())
            await _parts.Lifecycle.End(run.Id, RunStatus.Cancelled, null);

        var tight = Open(memory: MemoryNeed.Bytes(Convnet, isGpu: false, Plenty) * 3 / 2);
        await Add(Ada, Enumerable.Repeat(Convnet, 5));
        Assert.Equal([16], await tight.StartAll());
    }

    [Fact]
    public async Task A_large_run_waits_for_its_cores_and_small_ones_do_not_pass_it()
    {
        var lab = Open();
        await Add(Ada, Enumerable.Repeat(Mlp, 40));
        await lab.StartAll();
        await Add(Bob, [Convnet, Convnet]);
        Assert.Empty(await lab.End(7));
        Assert.Equal([8], await lab.End(1));
    }

    [Fact]
    public async Task A_run_that_goes_on_has_the_threads_that_it_had_and_those_of_one_experiment_have_the_same()
    {
        var lab = Open();
        await Add(Ada, [Mlp], run => run with { Facts = new(1, 1, 0, "", "cpu", 3) });
        Assert.Equal([3], await lab.StartAll());
        await lab.End(1);

        // Launched into its experiment one after the other.
        var experiment = await Add(Ada, [Convnet], run => run with { Facts = new(1, 1, 0, "", "cpu", 16) });
        Assert.Equal([16], await lab.StartAll());
        RunSummary[] added = [Run(experiment, Ada, Convnet) with { Index = 1 }, Run(experiment, Ada, Mlp) with { Index = 2 }];
        Assert.Null(await _experiments.AddRuns(experiment, added, []));
        // All sixteen each: one after the other. Another person's waits for one that ends.
        Assert.Empty(await lab.StartAll());
        await Add(Bob, [Convnet]);
        Assert.Equal([8], await lab.StartAll());
        Assert.Empty(await lab.End(1));
        Assert.Equal([16], await lab.End(1));
        Assert.Equal([1], await lab.End(1));
        await lab.End(1);

        // More epochs of the first.
        var first = _parts.Runs.All().First(run => run.Facts?.Threads == 3);
        await Add(Ada, [Mlp], run => run with { Origin = new(first.Id, first.Name, 1, 1) });
        Assert.Equal([3], await lab.StartAll());
    }

    [Fact]
    public async Task A_run_keeps_the_threads_that_another_had_here_and_not_those_of_a_clusters_node()
    {
        var lab = Open(hasCluster: true);
        await Add(Ada, [Convnet], run => Had(run, 12) with { Place = Device.Local });
        Assert.Equal([12], await lab.StartAll());
        await lab.End(1);
        // It may have been there.
        await Add(Ada, [Convnet with { BatchSize = 64 }], run => Had(run, 12));
        Assert.Equal([8], await lab.StartAll());
        await lab.End(1);
        var there = await Add(Ada, [Convnet], run => Had(run, 12) with { Place = "slurm", Status = RunStatus.Completed });
        Assert.Null(await _experiments.AddRuns(there, [Run(there, Ada, Convnet)], []));
        Assert.Equal([16], await lab.StartAll());

        static RunSummary Had(RunSummary run, int threads) => run with { Facts = new(1, 1, 0, "", "cpu", threads) };
    }

    [Fact]
    public async Task While_the_processor_is_measured_no_run_starts_there_and_runs_elsewhere_do()
    {
        var lab = Open(hasCluster: true);
        Assert.True(lab.Board.Close("cpu-0"));
        Assert.False(lab.Board.Close("cpu-0"));
        Assert.False(lab.Board.BeginStart("cpu-0"));
        await Add(Ada, [Mlp], run => run with { Place = Device.Local });
        await Add(Bob, [Mlp], run => run with { Place = "slurm" });
        Assert.Equal([4], await lab.StartAll());
        lab.Board.Open("cpu-0");
        Assert.Equal([1], await lab.StartAll());
        Assert.False(lab.Board.Close("cpu-0"));
        await lab.End(1);
        Assert.True(lab.Board.BeginStart("cpu-0"));
        Assert.False(lab.Board.Close("cpu-0"));
        lab.Board.EndStart("cpu-0");
        Assert.True(lab.Board.Close("cpu-0"));
    }

    [Fact]
    public async Task Runs_that_cannot_come_to_the_processor_are_not_counted_for_its_places()
    {
        var lab = Open(hasCluster: true);
        await Add(Ada, Enumerable.Repeat(Mlp, 20), run => run with { Place = "slurm" });
        await Add(Ada, Enumerable.Repeat(Convnet, 3), run => run with { Place = Device.Local });
        var (entries, _) = lab.Forecast.Page(Caller.Owner, 20, 3);
        // Two go at a time.
        Assert.Equal(entries[0].StartsAt, entries[1].StartsAt);
        Assert.True(entries[2].StartsAt > entries[1].StartsAt);
    }

    private Lab Open(LimitOptions? limits = null, long memory = Plenty, bool hasCluster = false)
    {
        var tables = new PlacementTables(_parts.Store.Folder);
        tables.Measured(SizeClass.Of(Mlp)!, Speeds(threads => 10_000 + (threads * 10), share: 0.9), isPrivate: false);
        tables.Measured(SizeClass.Of(Convnet)!, Speeds(threads => 100 * threads, share: 1), isPrivate: false);
        var processor = new Device("cpu-0", "CPU, 16 cores", "cpu", Cores, memory) { IsDivided = true };
        var cluster = new Device("slurm", "Slurm", "cpu", 4, MaxRuns: 10) { Launcher = "slurm" };
        return new(_parts, limits ?? new(), tables, hasCluster ? [processor, cluster] : [processor]);
    }

    private static List<PlacementSpeed> Speeds(Func<int, double> alone, double share) =>
        [
            .. PlacementProbe
                .Plan(Cores, Cores)
                .Select(way => new PlacementSpeed(way.Threads, way.SideBySide, [alone(way.Threads) * (way.SideBySide > 1 ? share : 1)])),
        ];

    private async Task<Guid> Add(Guid owner, IEnumerable<RunSpec> specs, Func<RunSummary, RunSummary>? with = null)
    {
        var id = Guid.CreateVersion7();
        var experiment = new ExperimentSummary
        {
            Id = id,
            Name = "an experiment",
            Description = "",
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        var runs = specs.Select((spec, index) => Run(id, owner, spec) with { Index = index }).Select(with ?? (run => run));
        await _experiments.Add(experiment, [.. runs]);
        return id;
    }

    private static RunSummary Run(Guid experiment, Guid owner, RunSpec spec) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ExperimentId = experiment,
            ExperimentName = "an experiment",
            Index = 0,
            Name = "a run",
            Spec = spec,
            Status = RunStatus.Queued,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            OwnerId = owner,
        };

    /// <summary>A queue and a processor, with what the scheduler does with them.</summary>
    private sealed class Lab
    {
        private readonly RunParts _parts;
        private readonly NextRun _next;

        public Lab(RunParts parts, LimitOptions limits, PlacementTables tables, IReadOnlyList<Device> devices)
        {
            _parts = parts;
            Board = new(devices, () => tables.All);
            var queue = new RunQueue(parts.Runs, parts.Time);
            var database = parts.Store.Database;
            var deviceTime = new DeviceTimeStore(database, parts.Runs, parts.Workers, parts.Time);
            var kept = new QueueLimits(Options.Create(limits), queue, deviceTime, new AccountStore(database));
            _next = new(queue, kept, Board, new(parts.Runs, Board, tables));
            Forecast = new(queue, parts.Runs, Board, kept, parts.Time);
        }

        public DeviceBoard Board { get; }

        public QueueForecast Forecast { get; }

        /// <summary>Starts runs until none may.</summary>
        /// <returns>Their threads.</returns>
        public async Task<List<int>> StartAll()
        {
            var threads = new List<int>();
            while (_next.Find() is var (run, device) && device is not null)
            {
                Board.Take(device.Id, run, device.Threads);
                await _parts.Lifecycle.Start(new(run.Id, device.Id, new byte[32], Threads: device.Threads));
                threads.Add(device.Threads);
            }
            return threads;
        }

        /// <summary>Ends those that have started first, and starts others in their places.</summary>
        public async Task<List<int>> End(int count)
        {
            foreach (var (run, _) in Board.Holders("cpu-0").Take(count))
            {
                await _parts.Lifecycle.End(run, RunStatus.Completed, null);
                Board.Release("cpu-0", run);
            }
            return await StartAll();
        }
    }
}
