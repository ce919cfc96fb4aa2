using System.Globalization;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Server.Background;
using WebLab.Server.Runs;

namespace WebLab.Server.Clusters;

/// <summary>Looks after the jobs that Slurm has: one squeue in five seconds, however many there are.</summary>
internal sealed class SlurmFollower(
    SlurmLauncher launcher,
    ClusterConnection connection,
    RunStore runs,
    RunLifecycle lifecycle,
    ClusterNotes notes,
    TimeProvider time,
    ILogger<SlurmFollower> logger
) : GuardedLoop("following the cluster's jobs", time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Whoever has asked for an end, or lost a worker, hears soon what became of it.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1),
        SoonFor = TimeSpan.FromSeconds(10);

    /// <summary>The accounting is asked after it, once; where there is none nothing is lost.</summary>
    private static readonly TimeSpan AskAccounting = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(60);

    protected override async Task Turn(CancellationToken stop)
    {
        await launcher.Asked.Wait(launcher.Workers.Any(IsInDoubt) ? Soon : Interval, Time, stop);
        try
        {
            var workers = launcher.Workers.Where(worker => worker is { Array.JobId: not null, Ended.IsCompleted: false }).ToList();
            if (workers.Count > 0)
            {
                await EndThoseAsked(workers, stop);
                await Look(workers, await connection.Slurm.Jobs(stop), stop);
            }
            await ClearAway(stop);
            launcher.Fault = null;
        }
        catch (ClusterException error)
        {
            // Jobs go on without being looked at, and their workers are heard.
            if (launcher.Fault != error.Message)
                Logger.LogWarning("The cluster does not answer: {Sentence}", error.Message);
            launcher.Fault = error.Message;
        }
        // Whoever asks for an end does not make it look more often than so.
        await Task.Delay(TimeSpan.FromSeconds(1), Time, stop);
    }

    private bool IsInDoubt(SlurmWorker worker) =>
        !worker.Ended.IsCompleted
        && (worker.EndSentAt ?? (worker.IsConnected ? null : worker.LostAt)) is { } since
        && Time.GetUtcNow() - since < SoonFor;

    private async Task EndThoseAsked(IEnumerable<SlurmWorker> workers, CancellationToken stop)
    {
        var asked = workers.Where(worker => worker.IsEndAsked && !(Time.GetUtcNow() - worker.EndSentAt < AskAgain)).ToList();
        if (asked.Count == 0)
            return;
        await connection.Slurm.Cancel(asked.Select(worker => worker.Job), stop);
        foreach (var worker in asked)
            worker.EndSentAt = Time.GetUtcNow();
    }

    private async Task Look(IReadOnlyList<SlurmWorker> workers, IReadOnlyList<SlurmJobLine> lines, CancellationToken stop)
    {
        var byJob = lines
            .Where(line => line.Index is not null)
            .GroupBy(line => (line.ArrayId, line.Index!.Value))
            .ToDictionary(group => group.Key, group => group.Last());
        var told = new List<(Guid, string?)>();
        foreach (var worker in workers)
        {
            var line = byJob.GetValueOrDefault((worker.Array!.JobId!.Value, worker.Index));
            if (line is { IsWaiting: true })
                told.Add((worker.RunId, await Waits(worker, line)));
            else if (line is { State: "RUNNING" })
                told.Add((worker.RunId, Sentence.Of($"Its job runs in {connection.Settings.Title}, and its worker starts.")));
            await Judge(worker, line, stop);
        }
        await notes.Tell(told);
    }

    /// <returns>Why, for the run.</returns>
    private async Task<string> Waits(SlurmWorker worker, SlurmJobLine line)
    {
        // What squeue said may be older than the worker's first word; the last word of the start before may have come after it.
        if (
            (!worker.IsWaiting || runs.Find(worker.RunId)?.Status == RunStatus.Running)
            && (!worker.IsConnected || Silence(worker) >= Interval)
        )
        {
            // Queued again: after its time limit, a preemption or the failure of its node.
            worker.IsWaiting = true;
            await lifecycle.Requeued(worker.RunId);
        }
        return $"Waits in {connection.Settings.Title}{(line.Reason.Length == 0 ? "" : $": {line.Reason}")}.";
    }

    private async Task Judge(SlurmWorker worker, SlurmJobLine? line, CancellationToken stop)
    {
        var now = Time.GetUtcNow();
        if (line is { IsWaiting: true })
        {
            worker.GoneSince = null;
            if (!worker.IsEndAsked)
                return;
        }
        if (line is { IsAtWork: true })
        {
            worker.IsWaiting = false;
            worker.GoneSince = null;
        }
        else if (line is not { IsWaiting: true })
            worker.GoneSince ??= now;
        var run = runs.Find(worker.RunId);
        var silent = Silence(worker);
        var gone = now - (worker.GoneSince ?? now);
        var isSpeaking =
            worker.IsConnected && run?.Status.IsActive() == true && silent < SlurmVerdict.Silence && line is not { IsWaiting: true };
        if (isSpeaking || (line is { IsAtWork: true } && run?.LastSeenAt is null && !worker.IsEndAsked))
            return;
        string? accounted = null;
        if (line is null && gone >= AskAccounting && !worker.IsAccounted)
        {
            worker.IsAccounted = true;
            accounted = await connection.Slurm.Accounted(worker.Job, stop);
        }
        var exit = await Exit(worker, stop);
        var sight = new SlurmSight(isSpeaking, exit, line, gone, silent, accounted, worker.EndSentAt is not null);
        if (
            SlurmVerdict.Of(sight, connection.Settings, exit is null ? [] : await LastWords(worker, stop))
            is not { Sentence: { } sentence } verdict
        )
            return;
        await launcher.FetchLog(worker);
        worker.End(sentence, verdict.MayGoOn);
    }

    private TimeSpan Silence(SlurmWorker worker) =>
        runs.Find(worker.RunId)?.LastSeenAt is { } seen ? Time.GetUtcNow() - seen : TimeSpan.MaxValue;

    private async Task<int?> Exit(SlurmWorker worker, CancellationToken stop) =>
        await connection.Shell.Read($"{worker.Folder}/exit", 0, stop) is { } text
        && int.TryParse(Encoding.ASCII.GetString(text).Trim(), CultureInfo.InvariantCulture, out var code)
            ? code
            : null;

    private async Task<IReadOnlyList<string>> LastWords(SlurmWorker worker, CancellationToken stop) =>
        await connection.Shell.Read($"{worker.Folder}/log", 0, stop) is { } log
            ? [.. Encoding.UTF8.GetString(log).Split('\n').TakeLast(20)]
            : [];

    private async Task ClearAway(CancellationToken stop)
    {
        while (launcher.Ended.TryPeek(out var array))
        {
            await connection.Shell.Run("rm", ["-rf", array.Folder], TimeSpan.FromSeconds(60), stop);
            launcher.Ended.TryDequeue(out _);
        }
    }
}
