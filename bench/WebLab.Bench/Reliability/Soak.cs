using System.Collections.Concurrent;
using System.Diagnostics;
using WebLab.Bench.Hosting;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Reliability;

/// <summary>
/// Many short runs by many people, watched by more: what grows, what leaks, what gets slow. The first quarter is the server's warm-up; the
/// second
/// is the start that the last is held against. The recipe has five steps: what is looked at is the server, and
/// a run costs it a worker, a launch and an end whatever its length.
/// </summary>
internal sealed class Soak(int runs)
{
    private const int People = 20,
        Watchers = 50;
    private const double Growth = 10,
        Slowdown = 1.2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<RunStatus>> _waiting = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Run, double Milliseconds)>> _latencies = new();
    private readonly ConcurrentQueue<Sample> _samples = new();
    private readonly ConcurrentDictionary<RunStatus, int> _ends = new();
    private long _points;
    private int _next;

    public async Task Run(BenchReport report)
    {
        using var folder = new TemporaryFolder("weblab-soak-");
        var watchers = new List<LiveWatcher>();
        try
        {
            await using var lab = await BenchLab.Start(folder.Path, 0, "--Scheduler:CpuWorkers", "2");
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Watchers; i++)
                watchers.Add(
                    await LiveWatcher.Start(
                        lab.Address,
                        delta => Interlocked.Add(ref _points, delta.Points.Steps.Length),
                        i == 0 ? Changed : null
                    )
                );
            await Task.WhenAll(Enumerable.Range(0, People).Select(person => Live(person, lab, watchers)));
            Tell(report, Stopwatch.GetElapsedTime(began));
        }
        finally
        {
            foreach (var watcher in watchers)
                await watcher.DisposeAsync();
        }
    }

    private async Task Live(int person, LabProcess lab, List<LiveWatcher> watchers)
    {
        using var client = new LabClient(lab.Address);
        while (Interlocked.Increment(ref _next) is var number && number <= runs)
        {
            var spec = new RunSpec
            {
                Model = ModelName.Linear,
                TrainSize = 50,
                TestSize = 10,
                BatchSize = 10,
                Epochs = 1,
                Seed = number,
            };
            var run = await Timed("launch", number, () => client.LaunchOne($"person {person}, run {number}", spec));
            var end = _waiting.GetOrAdd(run.Id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
            await Task.WhenAll(watchers.Select(watcher => watcher.Watch(run.Id)));
            await Timed("list", number, () => client.Runs("?take=100"));
            // It may have ended before it was waited for.
            if ((await client.Find(run.Id))!.Status is var status && status.HasEnded())
                end.TrySetResult(status);
            _ends.AddOrUpdate(await end.Task.WaitAsync(Patience), 1, (_, count) => count + 1);
            _waiting.TryRemove(run.Id, out _);
            await Timed("curve", number, () => client.Curve(run.Id));
            await Task.WhenAll(watchers.Select(watcher => watcher.Unwatch(run.Id)));
            _samples.Enqueue(new(number, Processes.ResidentBytes(lab.ProcessId), Processes.Handles(lab.ProcessId)));
            if (number % 100 == 0)
                await Console.Error.WriteLineAsync(
                    $"{number} runs, {_samples.Last().Bytes / 1e6:0} MB, {_samples.Last().Handles} handles, {_points:N0} points shown"
                );
        }
    }

    private void Changed(RunSummary run)
    {
        if (run.Status.HasEnded())
            _waiting.GetOrAdd(run.Id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(run.Status);
    }

    private async Task<T> Timed<T>(string what, int number, Func<Task<T>> question)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await question();
        _latencies.GetOrAdd(what, _ => []).Enqueue((number, Stopwatch.GetElapsedTime(began).TotalMilliseconds));
        return answer;
    }

    private void Tell(BenchReport report, TimeSpan took)
    {
        var how = $"{runs:N0} runs by {People} people, {Watchers} watchers, {took.TotalMinutes:0.0} min";
        var (warm, last) = (Quarter(2), Quarter(4));
        var (earlier, later) = (Median(warm.Select(sample => (double)sample.Bytes)), Median(last.Select(sample => (double)sample.Bytes)));
        report.Add(BenchFigure.AtLeast("reliability.soak-completed", _ends.GetValueOrDefault(RunStatus.Completed), "", runs, how));
        report.Add(
            BenchFigure.AtMost(
                "reliability.soak-memory",
                100 * (later / earlier - 1),
                "%",
                Growth,
                $"the server's median resident memory, {earlier / 1e6:0} MB after the warm-up (second quarter of the runs) and "
                    + $"{later / 1e6:0} MB at the end (last quarter)"
            )
        );
        var (few, many) = (Median(warm.Select(sample => (double)sample.Handles)), Median(last.Select(sample => (double)sample.Handles)));
        report.Add(
            BenchFigure.AtMost(
                "reliability.soak-handles",
                many - few,
                "",
                5,
                $"median of open files and sockets, {few:0} after the warm-up and {many:0} at the end"
            )
        );
        foreach (var (what, all) in _latencies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var (start, end) = (P95(all, 2), P95(all, 4));
            report.Add(
                BenchFigure.AtMost(
                    $"reliability.soak-{what}",
                    end / start,
                    "x",
                    Slowdown,
                    $"p95 {start:0.0} ms after the warm-up, {end:0.0} ms at the end"
                )
            );
        }
    }

    private List<Sample> Quarter(int quarter) => [.. _samples.Where(sample => IsIn(sample.Run, quarter))];

    private double P95(IEnumerable<(int Run, double Milliseconds)> all, int quarter) =>
        Percentile.Of(all.Where(each => IsIn(each.Run, quarter)).Select(each => each.Milliseconds), 0.95);

    private bool IsIn(int run, int quarter) => (run - 1) * 4 / runs == quarter - 1;

    private static double Median(IEnumerable<double> values) => Percentile.Of(values, 0.5);

    private readonly record struct Sample(int Run, long Bytes, int Handles);
}
