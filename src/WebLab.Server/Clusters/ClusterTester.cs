using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Server.Background;

namespace WebLab.Server.Clusters;

/// <summary>Walks the whole way of a run to the cluster and back, and says at each step that fails what to do about it.</summary>
internal sealed class ClusterTester(
    ClusterConnection connection,
    WorkerCopy copy,
    ServerAddress address,
    BackgroundTasks tasks,
    TimeProvider time
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A run takes ten commands before it starts.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private List<ClusterStep> _steps = [];
    private bool _isRunning;

    public ClusterTest Latest
    {
        get
        {
            lock (_gate)
                return new(_isRunning, [.. _steps]);
        }
    }

    /// <summary>Begins a walk.</summary>
    /// <returns>False while another is on its way.</returns>
    public bool Begin(ClusterSettings settings)
    {
        lock (_gate)
        {
            if (_isRunning)
                return false;
            (_isRunning, _steps) = (true, []);
        }
        tasks.Start("trying a cluster out", () => Walk(settings));
        return true;
    }

    private async Task Walk(ClusterSettings settings)
    {
        var stop = tasks.Stopping;
        await using var shell = connection.Open(settings);
        try
        {
            var slurm = new Slurm(shell, settings);
            if (settings.Transport == ClusterTransport.Ssh)
            {
                await Step(
                    "The login node lets the server in",
                    () => Run(shell, "true", [], "", stop),
                    $"On the server's machine, as its user, this must end at once and without a question: ssh -i {settings.KeyFile} "
                        + $"-p {settings.Port} {settings.User}@{settings.Host} true. {SlowCure(settings)}"
                );
                await Speed(shell, settings, stop);
            }
            await Step(
                "Slurm's commands are there",
                () => Run(shell, slurm.Command("sbatch"), ["--version"], "", stop),
                "Install Slurm's client commands on that machine, or name their folder under Commands."
            );
            var partitions = await Step(
                "The controller answers",
                () => Run(shell, slurm.Command("sinfo"), ["--noheader", "--format=%R|%a"], "", stop),
                "Look whether slurmctld runs, and whether slurm.conf and munge's key on this machine are those of the cluster."
            );
            await Step("The partition is there and up", () => Task.FromResult(Partition(partitions, settings)), PartitionCure(partitions));
            await Step(
                "The folder can be written",
                () => Folder(shell, settings, stop),
                "Make the folder on a file system that login node and nodes share, and give it to the user that WebLab runs jobs as."
            );
            var worker = "";
            await Step(
                "The worker is copied and its hash is equal",
                async () => worker = await copy.See(shell, settings.Folder, null, stop),
                "Look whether the folder has room (about 700 MB) and holds what is written to it."
            );
            await Probe(shell, slurm, settings, worker, stop);
        }
        catch (ClusterException)
        {
            // The step that failed says why.
        }
        finally
        {
            lock (_gate)
                _isRunning = false;
        }
    }

    /// <summary>Everything works on a slow login node, minutes later: it is told, and the walk goes on.</summary>
    private async Task Speed(IClusterShell shell, ClusterSettings settings, CancellationToken stop)
    {
        const string title = "The login node answers commands soon";
        var fastest = TimeSpan.MaxValue;
        var detail = await Step(
            title,
            async () =>
            {
                // One that was slow may have been so by chance.
                for (var tries = 0; tries < 2 && fastest >= Slow; tries++)
                {
                    var began = time.GetTimestamp();
                    await Run(shell, "true", [], "", stop);
                    var took = time.GetElapsedTime(began);
                    fastest = took < fastest ? took : fastest;
                }
                return Sentence.Of($"A command that does nothing takes {fastest.TotalSeconds:0.0} s.");
            },
            SlowCure(settings)
        );
        if (fastest >= Slow)
            Put(new(title, ClusterStepState.Doubtful, detail, $"It works, but slowly. {SlowCure(settings)}"));
    }

    private static string SlowCure(ClusterSettings settings) =>
        $"Where it waits, look at what the start-up files of {settings.User}'s shell there do before each command, and let ~/.bashrc begin "
        + "with: case $- in *i*) ;; *) return ;; esac";

    private async Task Probe(IClusterShell shell, Slurm slurm, ClusterSettings settings, string worker, CancellationToken stop)
    {
        var folder = $"{settings.Folder}/probe-{Guid.NewGuid():N}";
        var probe = new ClusterProbe(shell, slurm, settings, folder, time);
        try
        {
            var order = JobEnvironment.Order(new(address.Get(), Guid.Empty, "none", await address.Certificate()), settings);
            string[] options =
            [
                "--parsable",
                "--job-name=weblab-probe",
                "--chdir=/",
                $"--output={folder}/slurm",
                $"--export-file={folder}/{JobEnvironment.File}",
            ];
            var job = "";
            await Step(
                "Slurm takes a job with these resources",
                async () =>
                {
                    await probe.Write(worker, order, stop);
                    var said = await Run(
                        shell,
                        slurm.Command("sbatch"),
                        [.. options, "--nodes=1", "--ntasks=1", .. slurm.Resources(), $"{folder}/probe.sh", folder],
                        "sbatch",
                        stop
                    );
                    return job = said.Split(';')[0];
                },
                "Ask for what the cluster has: partition, account, QOS, cores, memory, GPUs and time limit are as Slurm said."
            );
            var result = await Step(
                "A node starts the job and sees the folder",
                () => probe.Result(job, Show, stop),
                "Free nodes or ask for less if it only waits; else make the folder visible to the nodes under the same path."
            );
            await Step(
                "The worker is whole on the node",
                () => ClusterProbe.Finding(result, "hash", "0", "The files that the node sees have other contents."),
                "Look whether the node's file system is the login node's, and delete the folder workers in it."
            );
            var log = Encoding
                .UTF8.GetString(await shell.Read($"{folder}/log", 0, stop) ?? [])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await Step(
                "The worker starts on the node",
                () => ClusterProbe.Finding(result, "starts", "0", log.Length > 0 ? log[^1] : "It ended without a word."),
                "Its native libraries need GLIBCXX_3.4.32 (Ubuntu 24.04, Debian 13, Fedora 39 or newer): load a module that brings it, or "
                    + "name a container under Prefix."
            );
            await Step(
                "The node reaches the server",
                () => ClusterProbe.Finding(result, "reach", "reached", result.GetValueOrDefault("reach") ?? ""),
                $"The nodes were sent to {order.Server}: listen there (--urls), name it with --hosts, or give the address that they know "
                    + "under Server address; where they reach nothing but the login node, use a tunnel port."
            );
        }
        finally
        {
            await shell.Run("rm", ["-rf", folder], Patience, CancellationToken.None);
        }
    }

    private static async Task<string> Folder(IClusterShell shell, ClusterSettings settings, CancellationToken stop)
    {
        await Run(shell, "mkdir", ["-p", settings.Folder], "mkdir", stop);
        var path = $"{settings.Folder}/written-{Guid.NewGuid():N}";
        await shell.Write(path, stream => stream.WriteAsync("weblab"u8.ToArray(), stop).AsTask(), stop);
        await Run(shell, "rm", ["-f", path], "rm", stop);
        return settings.Folder;
    }

    private static string Partition(string said, ClusterSettings settings)
    {
        var all = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('|'));
        if (settings.Partition.Length == 0)
            return "The cluster's own choice.";
        if (all.FirstOrDefault(line => line[0] == settings.Partition) is not { } found)
            throw new ClusterException($"There is no partition {settings.Partition}.");
        return found is [_, "up", ..]
            ? settings.Partition
            : throw new ClusterException($"The partition {settings.Partition} is {found[^1]}.");
    }

    private static string PartitionCure(string said)
    {
        var up = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('|'))
            .Where(line => line is [_, "up", ..])
            .Select(line => line[0])
            .Distinct();
        return $"Name one that is up, or none for the cluster's own choice: {string.Join(", ", up)}.";
    }

    public static async Task<string> Run(
        IClusterShell shell,
        string program,
        IReadOnlyList<string> arguments,
        string name,
        CancellationToken stop
    )
    {
        var answer = await shell.Run(program, arguments, Patience, stop);
        return answer.ExitCode == 0
            ? answer.Output.Trim()
            : throw new ClusterException($"{(name.Length > 0 ? name : Path.GetFileName(program))} said: {answer.Sentence()}.");
    }

    private async Task<T> Step<T>(string title, Func<Task<T>> look, string cure)
    {
        Put(new(title, ClusterStepState.InHand), isNew: true);
        try
        {
            var found = await look();
            Put(new(title, ClusterStepState.Passed, found as string ?? ""));
            return found;
        }
        catch (ClusterException error)
        {
            Put(new(title, ClusterStepState.Failed, error.Message, cure));
            throw;
        }
        catch (Exception error) when (!tasks.Stopping.IsCancellationRequested)
        {
            Put(new(title, ClusterStepState.Failed, error.Message, cure));
            throw new ClusterException(error.Message, inner: error);
        }
    }

    private void Show(string detail)
    {
        lock (_gate)
            _steps[^1] = _steps[^1] with { Detail = detail };
    }

    private void Put(ClusterStep step, bool isNew = false)
    {
        lock (_gate)
        {
            if (!isNew)
                _steps.RemoveAt(_steps.Count - 1);
            _steps.Add(step);
        }
    }
}
