using System.Globalization;

namespace WebLab.Server.Clusters;

/// <summary>A job, or a task of an array, as squeue or sacct tells of it.</summary>
/// <param name="ArrayId">The array's job id.</param>
/// <param name="Index">The task's place in it; null where it is no task of an array.</param>
/// <param name="State">For example <c>PENDING</c>.</param>
/// <param name="Reason">Why it waits or has ended, for example <c>Resources</c>; empty for nothing.</param>
/// <param name="Name">The job's name.</param>
internal sealed record SlurmJobLine(long ArrayId, int? Index, string State, string Reason, string Name)
{
    /// <summary>What squeue is asked for.</summary>
    public const string Format = "%F|%K|%T|%j|%r";

    private static readonly string[] Waiting =
    [
        "PENDING",
        "CONFIGURING",
        "REQUEUED",
        "REQUEUE_HOLD",
        "REQUEUE_FED",
        "RESV_DEL_HOLD",
        "SPECIAL_EXIT",
        "SUSPENDED",
        "STOPPED",
    ];

    private static readonly string[] AtWork = ["RUNNING", "COMPLETING", "STAGE_OUT", "SIGNALING", "RESIZING"];

    public bool IsWaiting => Waiting.Contains(State);

    public bool IsAtWork => AtWork.Contains(State);

    public static IReadOnlyList<SlurmJobLine> Read(string output) =>
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split('|', 5))
                .Where(fields => fields.Length == 5 && long.TryParse(fields[0], CultureInfo.InvariantCulture, out _))
                .Select(fields => new SlurmJobLine(
                    long.Parse(fields[0], CultureInfo.InvariantCulture),
                    int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null,
                    fields[2],
                    fields[4] is "None" ? "" : fields[4].Trim('(', ')'),
                    fields[3]
                )),
        ];

    /// <summary>Reads sacct's lines of one task, JobIDRaw left out: the newest start counts, since a job that was queued again has one for
    /// each.</summary>
    public static string? NewestState(string output)
    {
        var lines = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('|'))
            .Where(fields => fields.Length >= 2)
            .ToList();
        // "CANCELLED by 1000" is one word and who.
        return lines.Count == 0 ? null : lines.MaxBy(fields => fields[1], StringComparer.Ordinal)![0].Split(' ')[0];
    }
}
