using System.Globalization;
using System.Text;
using WebLab.Contracts.Clusters;
using WebLab.Contracts.Workers;
using WebLab.Server.Catalogue;

namespace WebLab.Server.Clusters;

/// <summary>What a worker on a node is told otherwise than one on this machine.</summary>
internal static class JobEnvironment
{
    /// <summary>The name of the file that sbatch is given for <see cref="OfCommands"/>.</summary>
    public const string File = "submitted";

    private static readonly string[] Names = ["HOME", "PATH", "LANG", "USER"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What a job has of the environment of Slurm's commands: only what it needs, since the server's own may hold secrets. It is
    /// given as a file: where sbatch is told names, the node runs the user's login shell before each job, and a job waits with it or is
    /// held.</summary>
    public static async Task<byte[]> OfCommands(IClusterShell shell, CancellationToken stop)
    {
        var answer = await shell.Run("env", ["-0"], Patience, stop);
        return answer.ExitCode == 0
            ? Encoding.UTF8.GetBytes(
                string.Concat(
                    answer
                        .Output.Split('\0')
                        .Where(pair => Names.Any(name => pair.StartsWith(name + "=", StringComparison.Ordinal)))
                        .Select(pair => pair + "\0")
                )
            )
            : throw new ClusterException($"env said: {answer.Sentence()}.");
    }

    /// <summary>Variables, as LocalLauncher sets them and for its reasons.</summary>
    public static IReadOnlyList<string> Of(string worker, ClusterSettings settings) =>
        [
            $"OMP_NUM_THREADS={settings.Cpus.ToString(CultureInfo.InvariantCulture)}",
            "GOMP_SPINCOUNT=1000",
            "MALLOC_MMAP_THRESHOLD_=134217728",
            "MALLOC_TRIM_THRESHOLD_=1000000000",
            .. WorkerExtensions.Variables(WorkerCopy.Extensions(worker)).Select(each => $"{each.Name}={each.Value}"),
            "DOTNET_CLI_TELEMETRY_OPTOUT=1",
        ];

    /// <summary>The order with the server's address as the nodes know it.</summary>
    public static WorkerOrder Order(WorkerOrder order, ClusterSettings settings) =>
        order with
        {
            Server =
                settings.ServerAddress.Length > 0 ? new(settings.ServerAddress)
                : settings.TunnelPort > 0 ? new UriBuilder(order.Server) { Host = settings.Host, Port = settings.TunnelPort }.Uri
                : order.Server,
            // Another scheme is another party's, such as a proxy's.
            Certificate = settings.ServerAddress.StartsWith("http:", StringComparison.Ordinal) ? null : order.Certificate,
            SecondsOfPatience = settings.PatienceSeconds,
        };
}
