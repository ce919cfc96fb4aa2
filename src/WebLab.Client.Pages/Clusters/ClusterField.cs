using System.Globalization;
using WebLab.Contracts.Clusters;

namespace WebLab.Client.Clusters;

/// <summary>A field of the cluster's settings as a line of text.</summary>
/// <param name="Name">The field's name in REST, which its problems are told by.</param>
/// <param name="Label">Its label.</param>
/// <param name="Help">What it is, one sentence.</param>
/// <param name="Read">The field as text.</param>
/// <param name="Write">The settings with the field; null where the text is no value of it.</param>
/// <param name="IsOfSsh">Whether it is asked for only with SSH.</param>
internal sealed record ClusterField(
    string Name,
    string Label,
    string Help,
    Func<ClusterSettings, string> Read,
    Func<ClusterSettings, string, ClusterSettings?> Write,
    bool IsOfSsh = false
)
{
    public static IReadOnlyList<ClusterField> Way { get; } =
    [
        Text("host", "Login node", "Its name or address.", s => s.Host, (s, text) => s with { Host = text }, isOfSsh: true),
        Number(
            "port",
            "SSH port",
            "22 unless the login node listens elsewhere.",
            s => s.Port,
            (s, n) => s with { Port = n },
            isOfSsh: true
        ),
        Text("user", "Account there", "Whose jobs they are.", s => s.User, (s, text) => s with { User = text }, isOfSsh: true),
        Text(
            "keyFile",
            "Key file",
            "The private key on the server's machine, without a passphrase.",
            s => s.KeyFile,
            (s, text) => s with { KeyFile = text },
            isOfSsh: true
        ),
        Text(
            "hostKey",
            "Host key",
            "SHA256:… as the login node's administrator tells it, or ssh-keyscan HOST | ssh-keygen -lf - prints it.",
            s => s.HostKey,
            (s, text) => s with { HostKey = text },
            isOfSsh: true
        ),
        Text(
            "commands",
            "Folder of Slurm's commands",
            "Empty where sbatch is on the path.",
            s => s.Commands,
            (s, text) => s with { Commands = text }
        ),
        Text(
            "folder",
            "Shared folder",
            "A folder of WebLab's own that login node and nodes see under the same path.",
            s => s.Folder,
            (s, text) => s with { Folder = text }
        ),
        Text(
            "serverAddress",
            "Server address",
            "This server as the nodes reach it; empty for where it listens.",
            s => s.ServerAddress,
            (s, text) => s with { ServerAddress = text }
        ),
        Number(
            "tunnelPort",
            "Tunnel port",
            "A port on the login node that leads back here, for nodes that reach nothing else; 0 for none.",
            s => s.TunnelPort,
            (s, n) => s with { TunnelPort = n },
            isOfSsh: true
        ),
    ];

    public static IReadOnlyList<ClusterField> Job { get; } =
    [
        Text("partition", "Partition", "Empty for the cluster's own choice.", s => s.Partition, (s, text) => s with { Partition = text }),
        Text("account", "Account", "Whom jobs are charged to; empty for the user's own.", s => s.Account, (s, t) => s with { Account = t }),
        Text("qos", "Quality of service", "Empty for the account's own.", s => s.Qos, (s, text) => s with { Qos = text }),
        Number("cpus", "Cores a run", "Threads that a run computes with.", s => s.Cpus, (s, n) => s with { Cpus = n }),
        Number(
            "memoryMegabytes",
            "Memory a run, MB",
            "Runs that need more are not sent there.",
            s => s.MemoryMegabytes,
            (s, n) => s with { MemoryMegabytes = n }
        ),
        Number("gpus", "GPUs a run", "0 or 1; the worker must be built for them.", s => s.Gpus, (s, n) => s with { Gpus = n }),
        Number(
            "minutes",
            "Time limit, minutes",
            "A run that needs longer goes on from its checkpoint, three times at most.",
            s => s.Minutes,
            (s, n) => s with { Minutes = n }
        ),
        Number(
            "maxJobs",
            "Runs at a time",
            "How many the cluster may have, waiting ones among them.",
            s => s.MaxJobs,
            (s, n) => s with { MaxJobs = n }
        ),
        Number(
            "patienceSeconds",
            "Without the server, seconds",
            "How long a run goes on while this server is away, before it keeps what it has on the disk and ends.",
            s => s.PatienceSeconds,
            (s, n) => s with { PatienceSeconds = n }
        ),
        Text(
            "modules",
            "Modules",
            "What a job loads, with spaces between.",
            s => string.Join(' ', s.Modules),
            (s, text) => s with { Modules = Words(text) }
        ),
        Text(
            "prefix",
            "Prefix",
            "What stands before the worker's command, such as apptainer exec image.sif.",
            s => string.Join(' ', s.Prefix),
            (s, text) => s with { Prefix = Words(text) }
        ),
    ];

    public string Id => $"cluster-{Name}";

    private static ClusterField Text(
        string name,
        string label,
        string help,
        Func<ClusterSettings, string> read,
        Func<ClusterSettings, string, ClusterSettings> write,
        bool isOfSsh = false
    ) => new(name, label, help, read, (settings, text) => write(settings, text.Trim()), isOfSsh);

    private static ClusterField Number(
        string name,
        string label,
        string help,
        Func<ClusterSettings, int> read,
        Func<ClusterSettings, int, ClusterSettings> write,
        bool isOfSsh = false
    ) =>
        new(
            name,
            label,
            help,
            settings => read(settings).ToString(CultureInfo.InvariantCulture),
            (settings, text) =>
                int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? write(settings, number)
                    : null,
            isOfSsh
        );

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
