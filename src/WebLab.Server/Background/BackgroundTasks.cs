using System.Collections.Concurrent;

namespace WebLab.Server.Background;

/// <summary>Work that outlives the request or the turn that began it: it is logged when it fails, and awaited when the server
/// stops.</summary>
public sealed class BackgroundTasks(IHostApplicationLifetime lifetime, ILogger<BackgroundTasks> logger)
{
    private readonly ConcurrentDictionary<object, (Task Task, string Doing)> _running = new();

    /// <summary>Set as soon as the server is to stop.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Begins the work on a thread of the pool.</summary>
    /// <param name="doing">What it does, as the log says it: <c>watching a worker</c>.</param>
    /// <param name="work">The work.</param>
    public void Start(string doing, Func<Task> work)
    {
        var key = new object();
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[key] = (Run(), doing);
        // Only now, so that what ends at once is taken out after it was put in.
        begin.SetResult();

        async Task Run()
        {
            await begin.Task;
            try
            {
                await work();
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                // The server stops, and the work with it.
            }
            catch (Exception error)
            {
                logger.LogError(error, "{Doing} failed.", doing);
            }
            _running.TryRemove(key, out _);
        }
    }

    /// <summary>Completes when all that runs now is done.</summary>
    /// <param name="patience">How long it waits.</param>
    public async Task Finish(TimeSpan patience)
    {
        try
        {
            await Task.WhenAll(_running.Values.Select(work => work.Task)).WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            logger.LogWarning(
                "The server stops without the end of: {Doing}.",
                string.Join(", ", _running.Values.Select(work => work.Doing).Distinct())
            );
        }
    }
}
