using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WebLab.Contracts.Runs;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Runs;

public sealed class HeldRunsTests : IDisposable
{
    private readonly RunParts _parts = new();

    public void Dispose() => _parts.Dispose();

    /// <summary>The word on the first change of the room is still being written when the room changes again.</summary>
    [Fact]
    public async Task Runs_say_what_the_room_is_now_however_late_the_words_before_are_written()
    {
        var runs = new[] { await _parts.AddRun(RunStatus.Running), await _parts.AddRun(RunStatus.Running) };
        using var room = new DiskRoom(
            _parts.Store.Folder,
            _parts.Store.Database,
            Options.Create(new StorageOptions { Margin = 50_000_000, Quota = 1_000_000_000 }),
            new HurriedTime(),
            NullLogger<DiskRoom>.Instance
        );
        using var held = new HeldRuns(_parts.Runs, room, _parts.Time, NullLogger<HeldRuns>.Instance);
        await held.StartAsync(CancellationToken.None);
        await room.StartAsync(CancellationToken.None);
        using var open = new ManualResetEventSlim();
        var blocking = _parts.Store.Database.Write(_ => open.Wait());

        var filler = Path.Combine(_parts.Store.Folder.Root, "filler");
        await Changed(room, () => Fill(filler));
        Assert.True(room.IsLow);
        await Changed(room, () => File.Delete(filler));
        await Changed(room, () => Fill(filler));
        open.Set();
        await blocking;
        foreach (var run in runs)
            await _parts.Until(run.Id, now => now.StatusDetail?.StartsWith("Held: ", StringComparison.Ordinal) == true, "a held run");
        await Changed(room, () => File.Delete(filler));
        foreach (var run in runs)
            await _parts.Until(run.Id, now => now.StatusDetail is null, "a run that is held no more");
        await held.StopAsync(CancellationToken.None);
        await room.StopAsync(CancellationToken.None);
        Assert.All(runs, run => Assert.Null(_parts.Runs.Find(run.Id)!.StatusDetail));
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path);
        file.SetLength(990_000_000);
    }

    private static async Task Changed(DiskRoom room, Action change)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.Changed += Tell;
        change();
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        room.Changed -= Tell;

        void Tell() => changed.TrySetResult();
    }

    /// <summary>Timers go off a hundred times as soon.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
