using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Devices;
using WebLab.Server.Experiments;
using WebLab.Server.Live;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Runs;

/// <summary>The real stores and hubs without a server around them.</summary>
public sealed class RecorderTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly ServiceProvider _hubs;
    private readonly RunStore _runs;
    private readonly WorkerStore _workers;
    private readonly Recorder _recorder;

    public RecorderTests()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSignalR();
        _hubs = services.BuildServiceProvider();
        _runs = new(_store.Database);
        _workers = new(_store.Database);
        var time = TimeProvider.System;
        _recorder = new(
            _store.Database,
            _runs,
            _store.Curves,
            _workers,
            new DeviceTimeStore(_store.Database, _runs, _workers, time),
            new Broadcaster(_hubs.GetRequiredService<IHubContext<LiveHub, ILiveClient>>(), time, NullLogger<Broadcaster>.Instance),
            time
        );
    }

    [Fact]
    public async Task A_run_ends_although_the_commit_that_it_shares_fails_first()
    {
        var worker = await Train();
        Task<RunSummary?>? ending = null;
        Task? bad = null;
        _store.Database.InOneCommit(() =>
        {
            ending = _recorder.Ended(worker.RunId, RunStatus.Failed, "The worker was killed.", of: worker);
            bad = _store.Database.Write(_ => throw new InvalidOperationException("a neighbour"));
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad!);
        Assert.Equal(RunStatus.Failed, (await ending!)?.Status);
        Assert.Equal((RunStatus.Failed, null), (_runs.Find(worker.RunId)!.Status, _workers.Find(worker.RunId)));
    }

    [Fact]
    public async Task A_late_report_is_refused_without_running_its_neighbours_again()
    {
        var worker = await Train();
        await _recorder.Ended(worker.RunId, RunStatus.Cancelled, null);
        var (runs, late) = (0, (Task?)null);
        Task? neighbour = null;
        _store.Database.InOneCommit(() =>
        {
            neighbour = _store.Database.Write(_ => runs++);
            late = _recorder.Reported(worker.RunId, PointBatch.Of(1, [new(Metric.StepLoss, 1, 1, 1)]));
        });
        await neighbour!;
        await Assert.ThrowsAsync<RunEndedException>(() => late!);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_request_that_was_not_written_down_was_not_made()
    {
        var worker = await Train();
        var hub = _hubs.GetRequiredService<IHubContext<WorkerHub, IWorkerClient>>();
        // The clock is the last thing that the job asks, when it has saved the worker's record.
        var refused = new WorkerRequests(_store.Database, _runs, _workers, hub, new BrokenClock());
        await Assert.ThrowsAsync<InvalidOperationException>(() => refused.Pause(worker.RunId));
        Assert.Equal((false, RunStatus.Running), (_workers.Find(worker.RunId)!.PauseAsked, _runs.Find(worker.RunId)!.Status));

        var requests = new WorkerRequests(_store.Database, _runs, _workers, hub, TimeProvider.System);
        Assert.True(await requests.Pause(worker.RunId));
        Assert.Equal((true, RunStatus.Pausing), (_workers.Find(worker.RunId)!.PauseAsked, _runs.Find(worker.RunId)!.Status));
    }

    public void Dispose()
    {
        _hubs.Dispose();
        _store.Dispose();
    }

    /// <summary>A running run with a worker.</summary>
    private async Task<WorkerRecord> Train()
    {
        var now = TimeProvider.System.GetUtcNow();
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(),
            Name = "recorded",
            Description = "",
            CreatedAt = now,
        };
        var run = new RunSummary
        {
            Id = Guid.CreateVersion7(),
            ExperimentId = experiment.Id,
            ExperimentName = experiment.Name,
            Index = 0,
            Name = "recorded",
            Spec = Specs.Endless,
            Status = RunStatus.Running,
            CreatedAt = now,
            StartedAt = now,
        };
        await new ExperimentStore(_store.Database, _runs, _store.Curves, _store.Folder).Add(experiment, [run]);
        var worker = new WorkerRecord(run.Id, "cpu-0", [1, 2, 3], 1, now, TakenAt: now);
        await _store.Database.Write(tx => _workers.Save(tx, worker));
        return worker;
    }

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("The clock is broken.");
    }
}
