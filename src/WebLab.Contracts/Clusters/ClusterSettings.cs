namespace WebLab.Contracts.Clusters;

/// <summary>A Slurm cluster that the lab trains on, and how it is reached.</summary>
public sealed record ClusterSettings
{
    /// <summary>Whether runs are given to it.</summary>
    public bool IsOn { get; init; }

    /// <summary>Its name on the screen.</summary>
    public string Title { get; init; } = "Slurm cluster";

    /// <summary>Where its commands run.</summary>
    public ClusterTransport Transport { get; init; }

    /// <summary>The login node, for SSH.</summary>
    public string Host { get; init; } = "";

    /// <summary>The login node's SSH port.</summary>
    public int Port { get; init; } = 22;

    /// <summary>The account on the login node.</summary>
    public string User { get; init; } = "";

    /// <summary>The file on the server's machine that holds the private key of that account, without a passphrase.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>The login node's host key, as <c>SHA256:</c> and its fingerprint; a node that shows another is refused.</summary>
    public string HostKey { get; init; } = "";

    /// <summary>The folder of sbatch, squeue and scancel; empty for those on the path.</summary>
    public string Commands { get; init; } = "";

    /// <summary>A folder of WebLab's own that login node and nodes both see.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether data sets and files of labels are sent to <see cref="Folder"/>, once a content; else the nodes read them where the
    /// server does.</summary>
    public bool SendsData { get; init; }

    /// <summary>The partition; empty for the cluster's own.</summary>
    public string Partition { get; init; } = "";

    /// <summary>The account that jobs are charged to; empty for the user's own.</summary>
    public string Account { get; init; } = "";

    /// <summary>The quality of service; empty for the account's own.</summary>
    public string Qos { get; init; } = "";

    /// <summary>Cores a job.</summary>
    public int Cpus { get; init; } = 2;

    /// <summary>Memory a job, in megabytes.</summary>
    public int MemoryMegabytes { get; init; } = 4_000;

    /// <summary>GPUs a job, 0 or 1; the worker must be built for them.</summary>
    public int Gpus { get; init; }

    /// <summary>The time limit of a job; a run that needs longer goes on from its checkpoint in the next.</summary>
    public int Minutes { get; init; } = 240;

    /// <summary>How many runs the cluster may have at a time, waiting ones among them.</summary>
    public int MaxJobs { get; init; } = 200;

    /// <summary>Environment modules that a job loads.</summary>
    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>What stands before the worker's command, word by word, such as <c>apptainer</c>, <c>exec</c>, <c>image.sif</c>.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>The server's address as the nodes reach it; empty for the one that it listens on.</summary>
    public string ServerAddress { get; init; } = "";

    /// <summary>How long a worker holds what it measures while the server is away; then it leaves that beside its checkpoint and
    /// ends.</summary>
    public int PatienceSeconds { get; init; } = 3_600;

    /// <summary>The port on the login node that leads back to the server through the SSH connection; 0 for none.</summary>
    public int TunnelPort { get; init; }
}

/// <summary>Where a cluster's commands run.</summary>
public enum ClusterTransport
{
    /// <summary>On the server's own machine.</summary>
    Here,

    /// <summary>On a login node, over SSH.</summary>
    Ssh,
}
