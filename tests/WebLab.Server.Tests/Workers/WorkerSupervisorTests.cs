using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Devices;
using WebLab.Server.Tests.Runs;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

public sealed class WorkerSupervisorTests : IDisposable
{
    private readonly RunParts _parts = new();

    [Fact]
    public async Task A_worker_gets_its_order_in_a_file_that_only_its_user_may_read()
    {
        var (run, worker) = await _parts.Train();
        Assert.Equal(run.Id, worker.Order!.RunId);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(worker.OrderFile));
        var record = _parts.Workers.Find(run.Id)!;
        Assert.Equal(("played", "job 1", true), (record.Launcher, record.Handle, WorkerToken.Matches(record, worker.Order.Token)));

        worker.End("The node was lost.");
        var failed = await _parts.Until(run.Id, now => now.Status == RunStatus.Failed, "a failed run");
        Assert.Equal("The node was lost.", failed.StatusDetail);
        await _parts.Tasks.Finish(TimeSpan.FromSeconds(10));
        Assert.Equal((false, true), (File.Exists(worker.OrderFile), worker.IsDisposed));
    }

    [Fact]
    public async Task A_server_that_is_started_again_takes_its_workers_up_through_their_launcher()
    {
        var (run, worker) = await _parts.Train();
        var board = new DeviceBoard(_parts.Launcher.Devices);
        var second = _parts.NewSupervisor(board);
        Assert.True(second.TakeUp(run));
        Assert.Equal([run.Id], board.Infos()[0].RunIds);
        second.Claimed(run.Id);
        Assert.Equal(RunStatus.Running, _parts.Runs.Find(run.Id)!.Status);
        worker.End("The node was lost.");
        await _parts.Until(run.Id, now => now.Status == RunStatus.Failed, "a failed run");
    }

    [Fact]
    public async Task A_worker_that_is_gone_at_the_start_is_not_taken_up_and_its_run_is_interrupted()
    {
        var run = await _parts.AddRun(RunStatus.Running);
        await _parts.Store.Database.Write(tx => _parts.Workers.Save(tx, new(run.Id, "played-0", new byte[32], "played", "job 77")));
        Assert.False(_parts.Supervisor.TakeUp(run));
        await _parts.Supervisor.Interrupt(run.Id);
        Assert.Equal((RunStatus.Interrupted, null), (_parts.Runs.Find(run.Id)!.Status, _parts.Workers.Find(run.Id)));
    }

    [Fact]
    public async Task What_a_worker_left_on_the_disk_is_taken_in_before_its_run_is_interrupted()
    {
        var (run, worker) = await _parts.Train();
        var path = Leave(run.Id, new() { Points = [Losses(1, 2), Losses(3, 1)], Checkpoint = new(1, 3, 10, _parts.Time.GetUtcNow()) });
        worker.End("The server was away.");
        var interrupted = await _parts.Until(run.Id, now => now.Status == RunStatus.Interrupted, "an interrupted run");
        Assert.Equal(("The server was away.", 3), (interrupted.StatusDetail, interrupted.Checkpoint!.Step));
        Assert.Equal((3, false), (_parts.Store.Curves.LastSequence(run.Id), File.Exists(path)));
    }

    [Fact]
    public async Task The_end_that_a_worker_left_on_the_disk_counts_and_what_is_broken_there_does_not()
    {
        var (done, worker) = await _parts.Train();
        Leave(done.Id, new() { Points = [Losses(1, 2)], End = WorkerEnd.Completed });
        worker.End("The server was away.");
        await _parts.Until(done.Id, now => now.Status == RunStatus.Completed, "a completed run");
        Assert.Equal(2, _parts.Store.Curves.LastSequence(done.Id));

        var (broken, other) = await _parts.Train();
        // Steps that go backward are refused here as at the workers' door.
        var path = Leave(broken.Id, new() { Points = [Losses(1, 2) with { Steps = [2, 1] }], End = WorkerEnd.Completed });
        other.End("The server was away.");
        await _parts.Until(broken.Id, now => now.Status == RunStatus.Interrupted, "an interrupted run");
        Assert.Equal((0, false), (_parts.Store.Curves.LastSequence(broken.Id), File.Exists(path)));
    }

    [Fact]
    public async Task What_a_newer_worker_left_on_the_disk_is_taken_in_without_what_is_not_known()
    {
        var (run, worker) = await _parts.Train();
        var path = Leave(run.Id, new() { Points = [Losses(1, 2)], End = WorkerEnd.Completed });
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace("{", "{\"ofLater\":1,", StringComparison.Ordinal));
        worker.End("The server was away.");
        await _parts.Until(run.Id, now => now.Status == RunStatus.Completed, "a completed run");
        Assert.Equal(2, _parts.Store.Curves.LastSequence(run.Id));
    }

    [Fact]
    public async Task The_end_of_a_run_is_written_down_although_what_its_worker_left_may_not_be_read()
    {
        // Nobody may read it, the machine's owner included.
        const string unreadable = "/proc/sys/vm/compact_memory";
        Assert.SkipUnless(File.Exists(unreadable), "It is a file of Linux alone.");
        var (run, worker) = await _parts.Train();
        var path = Path.Combine(_parts.Store.Folder.Checkpoints, WorkerSpool.NameOf(run.Id));
        File.CreateSymbolicLink(path, unreadable);
        Assert.Throws<UnauthorizedAccessException>(() => File.ReadAllBytes(path));
        worker.End("The server was away.");
        await _parts.Until(run.Id, now => now.Status == RunStatus.Interrupted, "an interrupted run");
        await _parts.Tasks.Finish(TimeSpan.FromSeconds(10));
        Assert.Equal((true, true), (File.Exists(path), worker.IsDisposed));
    }

    private string Leave(Guid runId, WorkerSpool spool)
    {
        var path = Path.Combine(_parts.Store.Folder.Checkpoints, WorkerSpool.NameOf(runId));
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(spool, LabJson.Options));
        return path;
    }

    private static PointBatch Losses(int first, int count) =>
        PointBatch.Of(first, [.. Enumerable.Range(first, count).Select(step => new Point(Metric.StepLoss, step, 1, step))]);

    [Fact]
    public async Task A_worker_of_a_launcher_that_the_lab_has_no_more_is_not_taken_up()
    {
        var run = await _parts.AddRun(RunStatus.Running);
        await _parts.Store.Database.Write(tx => _parts.Workers.Save(tx, new(run.Id, "gpu-7", new byte[32], "cluster", "4711")));
        Assert.False(_parts.Supervisor.TakeUp(run));
    }

    [Fact]
    public async Task A_device_is_free_again_although_the_end_of_its_worker_cannot_be_told()
    {
        var (run, worker) = await _parts.Train();
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _parts.Supervisor.Released += released.SetResult;
        worker.Break(new InvalidOperationException("a fault"));
        await released.Task.Within(TimeSpan.FromSeconds(30), () => "a free device");
        Assert.Empty(_parts.Board.Infos().SelectMany(device => device.RunIds));
        Assert.DoesNotContain(run.Id, _parts.Supervisor.RunIds);
        await _parts.Until(run.Id, now => now.Status == RunStatus.Failed, "a failed run");
    }

    [Fact]
    public async Task A_server_that_stops_disposes_of_its_workers_and_their_runs_are_interrupted()
    {
        var (run, worker) = await _parts.Train();
        _parts.Lifetime.StopApplication();
        await _parts.Supervisor.Stop();
        await _parts.Tasks.Finish(TimeSpan.FromSeconds(10));
        Assert.Equal((RunStatus.Interrupted, true), (_parts.Runs.Find(run.Id)!.Status, worker.IsDisposed));
        Assert.False(File.Exists(worker.OrderFile));
    }

    [Fact]
    public async Task A_server_whose_store_is_gone_stops_its_launchers_all_the_same()
    {
        var (_, worker) = await _parts.Train();
        _parts.Lifetime.StopApplication();
        _parts.Store.Database.Dispose();
        await _parts.Supervisor.Stop();
        await _parts.Tasks.Finish(TimeSpan.FromSeconds(10));
        Assert.Equal((true, true), (_parts.Launcher.IsStopped, worker.Ended.IsCompleted));
    }

    [Fact]
    public async Task A_run_whose_worker_does_not_get_its_order_fails_with_the_reason()
    {
        _parts.Launcher.Fault = new IOException("no such node");
        var run = await _parts.AddRun();
        await _parts.Supervisor.Start(run, _parts.Board.Devices[0], new("http://127.0.0.1:1"));
        var failed = _parts.Runs.Find(run.Id)!;
        Assert.Equal((RunStatus.Failed, "The worker could not be started: no such node"), (failed.Status, failed.StatusDetail));
        await _parts.Tasks.Finish(TimeSpan.FromSeconds(10));
        Assert.Empty(_parts.Board.Infos().SelectMany(device => device.RunIds));
    }

    [Fact]
    public async Task A_run_that_was_cancelled_before_its_start_leaves_device_and_worker_free()
    {
        var run = await _parts.AddRun();
        await _parts.Lifecycle.End(run.Id, RunStatus.Cancelled, null);
        await _parts.Supervisor.Start(run, _parts.Board.Devices[0], new("http://127.0.0.1:1"));
        await _parts.Tasks.Finish(TimeSpan.FromSeconds(10));
        Assert.Empty(_parts.Board.Infos().SelectMany(device => device.RunIds));
        Assert.True(_parts.Launcher.Workers[^1].IsDisposed);
        Assert.Equal(RunStatus.Cancelled, _parts.Runs.Find(run.Id)!.Status);
    }

    public void Dispose() => _parts.Dispose();
}
