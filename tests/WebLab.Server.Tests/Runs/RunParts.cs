using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Background;
using WebLab.Server.Devices;
using WebLab.Server.Experiments;
using WebLab.Server.Live;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Storage;
using WebLab.Server.Tests.Workers;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Runs;

/// <summary>The real parts that runs go through, over a real database and without a server around them; the workers are played.</summary>
internal sealed class RunParts : IDisposable
{
    private readonly ServiceProvider _hubs;

    public RunParts(TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSignalR();
        _hubs = services.BuildServiceProvider();
        Time = time ?? TimeProvider.System;
        Runs = new(Store.Database);
        Workers = new(Store.Database);
        Lifecycle = new(Store.Database, Runs, Workers, Store.Curves, new(Store.Database, Runs, Workers, Time), Time);
        Changes = new(Runs, NullLogger<RunChanges>.Instance);
        Tasks = new(Lifetime, NullLogger<BackgroundTasks>.Instance);
        Board = new(Launcher.Devices);
        Supervisor = NewSupervisor();
        Changes.Follow("seeing to the worker of a run", change => Supervisor.Follow(change));
    }

    public TemporaryStore Store { get; } = new();

    public TimeProvider Time { get; }

    public RunStore Runs { get; }

    public WorkerStore Workers { get; }

    public RunLifecycle Lifecycle { get; }

    public RunChanges Changes { get; }

    public ApplicationLifetime Lifetime { get; } = new(NullLogger<ApplicationLifetime>.Instance);

    public BackgroundTasks Tasks { get; }

    public PlayedLauncher Launcher { get; } = new();

    public DeviceBoard Board { get; }

    public WorkerSupervisor Supervisor { get; }

    public WorkerRequests Requests => new(Workers, Lifecycle, _hubs.GetRequiredService<IHubContext<WorkerHub, IWorkerClient>>());

    public Recorder Recorder =>
        new(
            Store.Database,
            Runs,
            Lifecycle,
            Store.Curves,
            new(_hubs.GetRequiredService<IHubContext<LiveHub, ILiveClient>>(), Time, NullLogger<Broadcaster>.Instance),
            Time
        );

    public WorkerSpools Spools => new(Store.Folder, Recorder, Lifecycle, NullLogger<WorkerSpools>.Instance);

    /// <summary>As a server that is started again has one.</summary>
    public WorkerSupervisor NewSupervisor(DeviceBoard? board = null) =>
        new(
            Runs,
            Workers,
            Lifecycle,
            board ?? Board,
            new([Launcher], Store.Folder),
            Spools,
            Tasks,
            Time,
            NullLogger<WorkerSupervisor>.Instance
        );

    public async Task<RunSummary> AddRun(RunStatus status = RunStatus.Queued)
    {
        var now = TimeProvider.System.GetUtcNow();
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(),
            Name = "an experiment",
            Description = "",
            CreatedAt = now,
        };
        var run = new RunSummary
        {
            Id = Guid.CreateVersion7(),
            ExperimentId = experiment.Id,
            ExperimentName = experiment.Name,
            Index = 0,
            Name = "a run",
            Spec = Specs.Endless,
            Status = status,
            CreatedAt = now,
            StartedAt = status == RunStatus.Queued ? null : now,
        };
        await new ExperimentStore(Store.Database, Runs, Store.Curves, Store.Folder).Add(experiment, [run]);
        return run;
    }

    /// <summary>A run that trains, with its worker.</summary>
    public async Task<(RunSummary Run, LaunchedWorker Worker)> Train()
    {
        var run = await AddRun();
        await Supervisor.Start(run, Board.Devices[0], new("http://127.0.0.1:1"));
        await Store.Database.Write(tx => Lifecycle.MarkRunning(tx, Runs.Read(tx, run.Id)!));
        return (Runs.Find(run.Id)!, Launcher.Workers[^1]);
    }

    /// <summary>Waits for a change of a run that makes something true.</summary>
    public async Task<RunSummary> Until(Guid runId, Func<RunSummary, bool> wanted, string missing)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Changes.Follow("waiting", _ => Task.FromResult(IsReached() && reached.TrySetResult()), everyChange: true);
        if (!IsReached())
            await reached.Task.Within(TimeSpan.FromSeconds(30), () => missing);
        return Runs.Find(runId)!;

        bool IsReached() => Runs.Find(runId) is { } run && wanted(run);
    }

    public void Dispose()
    {
        // What sees a worker through still writes into the store after its run has ended.
        Lifetime.StopApplication();
        foreach (var worker in Launcher.Workers)
            worker.End("The test is over.");
        Tasks.Finish(TimeSpan.FromSeconds(10)).GetAwaiter().GetResult();
        _hubs.Dispose();
        Store.Dispose();
    }
}
