namespace WebLab.Training.Worker;

/// <summary>Looks after the script that has started a worker: a batch script that is killed leaves its worker behind, on cores that the
/// scheduler gives to the next job.</summary>
internal sealed class ParentWatch : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    /// <param name="leave">What to do when the script is gone.</param>
    public ParentWatch(Action leave) => _watching = Watch(leave);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task Watch(Action leave)
    {
        try
        {
            var parent = ParentId();
            using var timer = new PeriodicTimer(BetweenLooks);
            while (ParentId() == parent)
                await timer.WaitForNextTickAsync(_end.Token);
            await Console.Error.WriteLineAsync("The script that has started the worker is gone.");
            leave();
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The worker ends before its script.
        }
        catch (IOException error)
        {
            await Console.Error.WriteLineAsync($"The worker does not see any more whether its script lives: {error.Message}");
        }
    }

    private static string ParentId() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal));
}
