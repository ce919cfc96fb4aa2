using System.Globalization;
using WebLab.Contracts.Clusters;

namespace WebLab.Server.Clusters;

/// <summary>Slurm's commands. Whoever sends one twice changes nothing more: a job is known by its name, and ends once.</summary>
internal sealed class Slurm(IClusterShell shell, ClusterSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What sbatch says when the user has as much as it may have; it says the same tomorrow to what it never takes.
    private static readonly string[] Limits =
    [
        "QOSMaxSubmitJobPerUserLimit",
        "AssocMaxSubmitJobLimit",
        "AssocGrpSubmitJobsLimit",
        "QOSGrpSubmitJobsLimit",
        "MaxSubmitJob",
        "Job violates accounting/QOS policy",
        "Slurm temporarily unable to accept job",
        "Resource temporarily unavailable",
        "job limit",
    ];

    private static readonly string[] NoAnswer =
    [
        "Unable to contact slurm controller",
        "Socket timed out",
        "Connection refused",
        "Connection timed out",
        "Communication connection failure",
        "Zero Bytes were transmitted",
        "Transport endpoint",
        "auth",
    ];

    /// <summary>Hands an array over.</summary>
    /// <returns>Its number.</returns>
    public async Task<long> Submit(SlurmArray array, string script, CancellationToken stop)
    {
        List<string> arguments =
        [
            "--parsable",
            $"--job-name={array.JobName}",
            $"--array={Indices(array.Tasks.Keys)}",
            $"--chdir={array.Folder}",
            $"--output={array.Folder}/slurm-%a.out",
            $"--export-file={array.Folder}/{JobEnvironment.File}",
            "--nodes=1",
            "--ntasks=1",
            "--requeue",
            "--open-mode=append",
            "--signal=B:USR2@90",
            .. Resources(),
        ];
        var answer = await shell.Run(Command("sbatch"), [.. arguments, script, array.Folder], Patience, stop);
        if (answer.ExitCode != 0)
            throw Trouble("sbatch", answer);
        var id = answer.Output.Trim().Split(';')[0];
        return long.TryParse(id, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ClusterException($"sbatch answered {answer.Output.Trim()} and no job number.");
    }

    /// <summary>All jobs of the user that Slurm still tells of, ended ones for some minutes.</summary>
    public async Task<IReadOnlyList<SlurmJobLine>> Jobs(CancellationToken stop)
    {
        var answer = await shell.Run(
            Command("squeue"),
            ["--me", "--noheader", "--array", "--states=all", $"--format={SlurmJobLine.Format}"],
            Patience,
            stop
        );
        return answer.ExitCode == 0 ? SlurmJobLine.Read(answer.Output) : throw Trouble("squeue", answer);
    }

    /// <summary>Ends jobs; those that have ended are passed over.</summary>
    public async Task Cancel(IEnumerable<string> jobs, CancellationToken stop)
    {
        foreach (var some in jobs.Chunk(200))
            await shell.Run(Command("scancel"), ["--quiet", .. some], Patience, stop);
    }

    /// <summary>What the accounting says of a job, for a site that has one.</summary>
    /// <returns>Null where it does not answer.</returns>
    public async Task<string?> Accounted(string job, CancellationToken stop)
    {
        try
        {
            // By its number alone: a range of dates may be refused as too wide.
            var answer = await shell.Run(
                Command("sacct"),
                ["--noheader", "--parsable2", "--allocations", "--duplicates", $"--jobs={job}", "--format=State,Start"],
                Patience,
                stop
            );
            return answer.ExitCode == 0 ? SlurmJobLine.NewestState(answer.Output) : null;
        }
        catch (ClusterException)
        {
            return null;
        }
    }

    public string Command(string name) => settings.Commands.Length == 0 ? name : $"{settings.Commands}/{name}";

    public IEnumerable<string> Resources()
    {
        yield return $"--cpus-per-task={Text(settings.Cpus)}";
        yield return $"--mem={Text(settings.MemoryMegabytes)}M";
        yield return $"--time={Text(settings.Minutes)}";
        if (settings.Gpus > 0)
            yield return $"--gres=gpu:{Text(settings.Gpus)}";
        foreach (var (option, value) in new[] { ("partition", settings.Partition), ("account", settings.Account), ("qos", settings.Qos) })
        {
            if (value.Length > 0)
                yield return $"--{option}={value}";
        }
    }

    public static ClusterException Trouble(string command, CommandAnswer answer)
    {
        bool Says(string[] words) => words.Any(word => answer.Complaint.Contains(word, StringComparison.OrdinalIgnoreCase));
        var trouble =
            Says(Limits) ? ClusterTrouble.Limit
            : Says(NoAnswer) ? ClusterTrouble.Passing
            : ClusterTrouble.Refused;
        return new($"{command} said: {answer.Sentence()}.", trouble);
    }

    /// <summary>As sbatch reads them: 0-3,7.</summary>
    internal static string Indices(IEnumerable<int> indices)
    {
        var parts = new List<(int From, int To)>();
        foreach (var index in indices.Order())
        {
            if (parts.Count > 0 && parts[^1].To == index - 1)
                parts[^1] = (parts[^1].From, index);
            else
                parts.Add((index, index));
        }
        return string.Join(',', parts.Select(part => part.From == part.To ? Text(part.From) : $"{Text(part.From)}-{Text(part.To)}"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
