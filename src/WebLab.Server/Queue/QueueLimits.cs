using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Server.Accounts;
using WebLab.Server.Runs;

namespace WebLab.Server.Queue;

/// <summary>Keeps each person within what they may have, and says so in a sentence.</summary>
public sealed class QueueLimits(IOptions<LimitOptions> options, RunQueue queue, DeviceTimeStore deviceTime, AccountStore accounts)
    : IDisposable
{
    private readonly LimitOptions _options = options.Value;

    /// <summary>One after the other: each is judged by what those before have put into the queue.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    public void Dispose() => _turn.Dispose();

    /// <summary>Puts something into the queue that a limit may be against, alone.</summary>
    /// <exception cref="QueueLimitException">There is no place left.</exception>
    public async Task<T> InTurn<T>(Func<string?> problem, Func<Task<T>> add)
    {
        await _turn.WaitAsync();
        try
        {
            return problem() is { } limit ? throw new QueueLimitException(limit) : await add();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether a person may have so many queued runs and no more.</summary>
    public bool LimitsQueue => _options.Queued is not null;

    /// <summary>Whether so many runs of one person may train at a time.</summary>
    public bool Allows(int running) => _options.Running is not { } most || running <= most;

    /// <summary>Why no more of a person's runs may go back into the queue now, or null.</summary>
    public string? ResumeProblem(Guid ownerId) =>
        _options.Queued is { } most && queue.CountOf(ownerId) is var queued && queued >= most
            ? Sentence.Of($"A person may have {most:N0} queued runs here, and there are {queued:N0}; resume it when one has started.")
            : null;

    /// <summary>Why a person may not launch so many runs now, or null.</summary>
    public string? Problem(Guid ownerId, int launched)
    {
        if (_options.Queued is { } most && queue.CountOf(ownerId) is var queued && queued + launched > most)
            return Sentence.Of(
                $"A person may have {most:N0} queued runs here; there are {queued:N0} of yours, and this launch has {launched:N0}."
            );
        return HoursProblem(ownerId);
    }

    /// <summary>Why no queued run of a person starts now though its turn may have come, or null.</summary>
    public string? Waiting(Guid ownerId)
    {
        if (accounts.Find(ownerId) is { IsDisabled: true })
            return "The account of whoever launched it is shut.";
        if (_options.Running is { } most && queue.ActiveOf(ownerId) is var active && active >= most)
            return Sentence.Of($"A person may train {most:N0} {(most == 1 ? "run" : "runs")} at a time here.");
        return HoursProblem(ownerId);
    }

    private string? HoursProblem(Guid ownerId) =>
        _options.DeviceHoursPerWeek is { } hours && deviceTime.HoursOf(ownerId) is var had && had >= hours
            ? Sentence.Of(
                $"A person may have {hours:0.##} device hours in seven days here; these runs have had {had:0.##}. The oldest hours count "
                    + $"no more after a week."
            )
            : null;
}

/// <summary>A person may not have so much; the message is the sentence that says so.</summary>
public sealed class QueueLimitException(string sentence) : Exception(sentence);
