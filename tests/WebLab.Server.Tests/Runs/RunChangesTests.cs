using System.Collections.Concurrent;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Tests.Runs;

public sealed class RunChangesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunParts _parts = new();

    [Fact]
    public async Task A_follower_that_throws_or_hangs_silences_no_other_and_holds_up_no_write()
    {
        var heard = new ConcurrentQueue<RunStatus>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hang = new TaskCompletionSource();
        var thrown = 0;
        var threads = new ConcurrentBag<string?>();
        _parts.Changes.Follow("hanging", _ => hang.Task);
        _parts.Changes.Follow(
            "throwing",
            _ =>
            {
                thrown++;
                throw new InvalidOperationException("a fault");
            }
        );
        _parts.Changes.Follow(
            "listening",
            change =>
            {
                threads.Add(Thread.CurrentThread.Name);
                heard.Enqueue(change.Run.Status);
                if (change.Run.Status == RunStatus.Cancelled)
                    last.SetResult();
                return Task.CompletedTask;
            }
        );

        var (run, _) = await _parts.Train();
        await _parts.Lifecycle.End(run.Id, RunStatus.Cancelled, null).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await last.Task.Within(Patience, () => "the end of the run");

        Assert.Equal([RunStatus.Queued, RunStatus.Starting, RunStatus.Running, RunStatus.Cancelled], heard);
        Assert.DoesNotContain("database writer", threads);
        hang.SetResult();
        await _parts.Changes.StopAsync(CancellationToken.None);
        Assert.Equal(4, thrown);
    }

    [Fact]
    public async Task A_follower_finds_all_that_mirrors_the_runs_as_the_change_left_it()
    {
        // The mirror is the last to subscribe, and slow; the follower is on another thread at once.
        var seen = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var mirrored = new ConcurrentDictionary<Guid, bool>();
        _parts.Changes.Follow("starting", change => Task.FromResult(seen.TrySetResult(mirrored.ContainsKey(change.Run.Id))));
        _parts.Runs.Changed += (_, run) =>
        {
            SpinWait.SpinUntil(() => seen.Task.IsCompleted, TimeSpan.FromMilliseconds(300));
            mirrored[run!.Id] = true;
        };
        await _parts.AddRun();
        Assert.True(await seen.Task.Within(Patience, () => "the change"));
    }

    [Fact]
    public async Task Progress_is_told_only_to_whom_it_concerns()
    {
        var (all, ofStatus) = (new ConcurrentQueue<RunSummary>(), new ConcurrentQueue<RunSummary>());
        _parts.Changes.Follow("showing", change => Task.FromResult(Add(all, change.Run)), everyChange: true);
        _parts.Changes.Follow("notifying", change => Task.FromResult(Add(ofStatus, change.Run)));
        var run = await _parts.AddRun();
        await _parts.Runs.Change(run.Id, now => now with { Note = "a note" });
        await _parts.Changes.StopAsync(CancellationToken.None);
        Assert.Equal((2, 1), (all.Count, ofStatus.Count));
    }

    public void Dispose() => _parts.Dispose();

    private static bool Add(ConcurrentQueue<RunSummary> queue, RunSummary run)
    {
        queue.Enqueue(run);
        return true;
    }
}
