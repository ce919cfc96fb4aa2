using System.Threading.Channels;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Runs;

/// <summary>A committed change of a run.</summary>
/// <param name="Before">The run as it was; null for a new one.</param>
/// <param name="After">The run as it is; null for a deleted one.</param>
public sealed record RunChange(RunSummary? Before, RunSummary? After)
{
    public RunSummary Run => After ?? Before!;

    /// <summary>Whether more has changed than what a run at work tells of itself.</summary>
    public bool IsOfStatus => Before?.Status != After?.Status;

    /// <summary>How far the run has come, where nothing else is new.</summary>
    public RunAdvance? Advance => Before is not null && After is not null ? RunAdvance.Between(Before, After) : null;

    /// <summary>Whether the run has come to this status by this change.</summary>
    public bool IsTo(Func<RunStatus, bool> status) => IsOfStatus && After is not null && status(After.Status);
}

/// <summary>
/// What follows the changes of runs: start the next, notify, clean up, show. Each follower has a queue and a loop of its own, outside of
/// the
/// database's writer thread, and hears of the changes in the order of their commits. One that throws is logged, and neither it nor the
/// others miss the next change.
/// </summary>
public sealed class RunChanges : IHostedService
{
    private static readonly TimeSpan PatienceAtStop = TimeSpan.FromSeconds(3);

    private readonly ILogger<RunChanges> _logger;
    private readonly List<Follower> _followers = [];

    public RunChanges(RunStore runs, ILogger<RunChanges> logger)
    {
        _logger = logger;
        runs.Settled += Publish;
    }

    /// <summary>Adds a follower.</summary>
    /// <param name="doing">What it does, as the log says it: <c>notifying owners</c>.</param>
    /// <param name="handle">What it does with a change.</param>
    /// <param name="everyChange">Whether it wants to hear of progress too, and not of new statuses alone.</param>
    public void Follow(string doing, Func<RunChange, Task> handle, bool everyChange = false)
    {
        var follower = new Follower(doing, handle, everyChange, _logger);
        lock (_followers)
            _followers.Add(follower);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What the last runs bring about is still done.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var follower in All())
        {
            if (!await follower.Finish(PatienceAtStop))
                _logger.LogWarning("The server stops before the end of {Doing}.", follower.Doing);
        }
    }

    // On the writer thread, which must not wait: the change is only handed over.
    private void Publish(RunSummary? before, RunSummary? after)
    {
        var change = new RunChange(before, after);
        foreach (var follower in All())
            follower.Hear(change);
    }

    private Follower[] All()
    {
        lock (_followers)
            return [.. _followers];
    }

    private sealed class Follower
    {
        private readonly Channel<RunChange> _changes = Channel.CreateUnbounded<RunChange>(new() { SingleReader = true });
        private readonly Func<RunChange, Task> _handle;
        private readonly bool _everyChange;
        private readonly ILogger _logger;
        private readonly Task _loop;

        public Follower(string doing, Func<RunChange, Task> handle, bool everyChange, ILogger logger)
        {
            (Doing, _handle, _everyChange, _logger) = (doing, handle, everyChange, logger);
            _loop = Task.Run(Loop);
        }

        public string Doing { get; }

        public void Hear(RunChange change)
        {
            if (_everyChange || change.IsOfStatus)
                _changes.Writer.TryWrite(change);
        }

        public async Task<bool> Finish(TimeSpan patience)
        {
            _changes.Writer.TryComplete();
            return await Task.WhenAny(_loop, Task.Delay(patience, TimeProvider.System)) == _loop;
        }

        private async Task Loop()
        {
            await foreach (var change in _changes.Reader.ReadAllAsync())
            {
                try
                {
                    await _handle(change);
                }
                catch (Exception error)
                {
                    _logger.LogError(error, "{Doing} failed for run {RunId}.", Doing, change.Run.Id);
                }
            }
        }
    }
}
