using WebLab.Contracts.Clusters;
using WebLab.Server.Workers;

namespace WebLab.Server.Clusters;

/// <summary>What is known of a worker on a cluster, in the order in which it is believed.</summary>
/// <param name="IsSpeaking">Whether its own connection has brought a word within some seconds.</param>
/// <param name="Exit">What its exit file says; null without one.</param>
/// <param name="Line">What squeue says; null when it knows nothing of it any more.</param>
/// <param name="Gone">For how long squeue has told of it as ended, or nothing.</param>
/// <param name="Silent">For how long its connection has brought nothing.</param>
/// <param name="Accounted">What the accounting says, where there is one.</param>
/// <param name="IsEndAsked">Whether its end was asked of Slurm.</param>
internal sealed record SlurmSight(
    bool IsSpeaking,
    int? Exit,
    SlurmJobLine? Line,
    TimeSpan Gone,
    TimeSpan Silent,
    string? Accounted,
    bool IsEndAsked
);

/// <summary>What became of a worker.</summary>
/// <param name="Sentence">Why it has ended; null while it has not, as far as is known.</param>
/// <param name="MayGoOn">Whether the run may go on from its checkpoint.</param>
internal sealed record SlurmVerdict(string? Sentence, bool MayGoOn)
{
    /// <summary>A shared file system may show the exit file late.</summary>
    public static readonly TimeSpan ExitFileDelay = TimeSpan.FromSeconds(10);

    /// <summary>Absence is no failure: Slurm forgets ended jobs after some minutes, and a controller that starts again knows none at
    /// first.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromMinutes(5);

    /// <summary>A worker says something every five seconds.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private const int Unheard = 69,
        Checkpointed = 75,
        NoModule = 71;

    public static readonly SlurmVerdict AtWork = new(null, false);

    public static SlurmVerdict Of(SlurmSight sight, ClusterSettings settings, IReadOnlyList<string> lastWords)
    {
        if (sight.IsSpeaking)
            return AtWork;
        if (sight.Exit is { } exit)
            return OfExit(exit, settings, lastWords);
        if (sight.IsEndAsked && (sight.Line is null or { IsWaiting: false, IsAtWork: false }))
            return new("The job was ended.", true);
        if (sight.Line is { } line)
            return line.IsWaiting || line.IsAtWork || sight.Gone < ExitFileDelay ? AtWork : OfState(line.State, line.Reason, settings);
        if (sight.Accounted is { } state && !new SlurmJobLine(0, null, state, "", "").IsAtWork)
            return OfState(state, "", settings);
        return sight.Gone < Lost || sight.Silent < Lost
            ? AtWork
            : new($"The job was lost: {settings.Title} knows nothing of it, and its worker has been silent for 5 minutes.", true);
    }

    private static SlurmVerdict OfExit(int exit, ClusterSettings settings, IReadOnlyList<string> lastWords) =>
        exit switch
        {
            Unheard => new("The server was away for longer than the worker waited for it; what it had measured was kept.", true),
            Checkpointed => new("The job reached its time limit more often than it is queued again; its last checkpoint is kept.", true),
            NoModule => new($"The job did not begin: {(lastWords.Count > 0 ? lastWords[^1] : "a module cannot be loaded")}", false),
            137 => new(
                $"The worker was killed on its node, most likely because the job took more than its {settings.MemoryMegabytes:N0} MB.",
                false
            ),
            _ => new(WorkerFailure.Sentence(exit, lastWords), false),
        };

    private static SlurmVerdict OfState(string state, string reason, ClusterSettings settings) =>
        state switch
        {
            "CANCELLED" => new("The job was cancelled on the cluster.", true),
            "TIMEOUT" or "DEADLINE" => new($"The job reached its time limit of {settings.Minutes:N0} minutes without a checkpoint.", true),
            "PREEMPTED" => new("The job was preempted.", true),
            "NODE_FAIL" or "BOOT_FAIL" => new("The node of the job failed.", true),
            "OUT_OF_MEMORY" => new($"The job took more than its {settings.MemoryMegabytes:N0} MB.", false),
            _ => new($"The job ended without a word ({(reason.Length == 0 ? state : $"{state}, {reason}")}).", true),
        };
}
