using System.Diagnostics;
using WebLab.Contracts.Runs;

namespace WebLab.Bench.Clusters;

/// <summary>Compares, twice a second, what WebLab says of each run with the workers on the node, and keeps the longest time that the two
/// differed for one run. While WebLab is away it says nothing.</summary>
internal sealed class NodeStates(Uri address, string shared) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly LabClient _client = new(address);
    private readonly Dictionary<Guid, long> _differsSince = [];
    private Task _loop = Task.CompletedTask;

    public double Longest { get; private set; }

    public int Looks { get; private set; }

    public void Begin() => _loop = Task.Run(Loop);

    public async Task End()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _client.Dispose();
    }

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Look(await _client.Runs("?take=500"));
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
            {
                _differsSince.Clear();
            }
        }
    }

    private void Look(Contracts.Page<RunSummary> runs)
    {
        var now = Stopwatch.GetTimestamp();
        var working = NodeWorkers.In(shared).Select(worker => worker.RunId).ToHashSet();
        Looks++;
        foreach (var run in runs.Items)
        {
            var isWorking = working.Contains(run.Id);
            // A worker that loads and one that is ending are neither.
            var differs = isWorking ? run.Status is RunStatus.Queued || run.Status.HasEnded() : run.Status is RunStatus.Running;
            if (!differs)
                _differsSince.Remove(run.Id);
            else if (_differsSince.TryGetValue(run.Id, out var since))
                Longest = Math.Max(Longest, Stopwatch.GetElapsedTime(since, now).TotalSeconds);
            else
                _differsSince[run.Id] = now;
        }
    }
}
