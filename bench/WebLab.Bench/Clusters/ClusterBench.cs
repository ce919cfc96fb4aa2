using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;

namespace WebLab.Bench.Clusters;

/// <summary><c>bench cluster</c>: kills and restarts on a real Slurm, a long queue there, and the scheduler's own decision.</summary>
internal static class ClusterBench
{
    public static Command Create()
    {
        var runs = new Option<int?>("--runs") { Description = "Only kills on Slurm, with so many runs; 200 without any option." };
        var kills = new Option<int>("--kills") { Description = "So many kills and restarts.", DefaultValueFactory = _ => 20 };
        var queued = new Option<int?>("--queued") { Description = "Only a queue of so many runs on Slurm; 1000 without any option." };
        var decisions = new Option<int?>("--decisions")
        {
            Description = "Only the scheduler's decision, with so many queued runs; 5000 without any option.",
        };
        var seed = new Option<int>("--seed") { Description = "Draws the moments and victims.", DefaultValueFactory = _ => 1 };
        var ssh = new Option<bool>("--ssh") { Description = "Through an SSH server on loopback instead of commands here." };
        var json = BenchCommand.Json();
        var command = new Command(
            "cluster",
            "Kills on a real Slurm of one node, a long queue there, the scheduler's decision (Linux, root)."
        )
        {
            runs,
            kills,
            queued,
            decisions,
            seed,
            ssh,
            json,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var report = new BenchReport(parsed.GetValue(json));
                var (runCount, queuedCount, decided) = (parsed.GetValue(runs), parsed.GetValue(queued), parsed.GetValue(decisions));
                if ((runCount, queuedCount, decided) is (null, null, null))
                    (runCount, queuedCount, decided) = (200, 1_000, 5_000);
                if (decided is > 0)
                    await SchedulerDecision.Run(decided.Value, report);
                if (queuedCount is > 0)
                    await LongQueue.Run(queuedCount.Value, parsed.GetValue(ssh), report);
                if (runCount is > 0)
                    await new ClusterKills(parsed.GetValue(seed), parsed.GetValue(ssh)).Run(runCount.Value, parsed.GetValue(kills), report);
                return report.ExitCode;
            }
        );
        return command;
    }

    /// <summary>Why it cannot be measured here.</summary>
    public static void Need()
    {
        if ((SlurmCluster.Missing ?? SshServer.Missing) is { } missing)
            throw new BenchException(missing);
    }

    public static ClusterSettings Settings(SlurmCluster slurm, SshServer? ssh) =>
        new()
        {
            IsOn = true,
            Title = "Slurm",
            Folder = slurm.Shared,
            Cpus = 1,
            MemoryMegabytes = 600,
            Minutes = 60,
            MaxJobs = 2_000,
            Transport = ssh is null ? ClusterTransport.Here : ClusterTransport.Ssh,
            Host = ssh is null ? "" : "127.0.0.1",
            Port = ssh?.Port ?? 22,
            User = ssh is null ? "" : "root",
            KeyFile = ssh?.KeyFile ?? "",
            HostKey = ssh?.HostKey ?? "",
        };

    /// <summary>A server whose only device is the cluster.</summary>
    public static async Task<LabProcess> Serve(SlurmCluster slurm, string store, ClusterSettings settings, int port = 0)
    {
        await File.WriteAllTextAsync(Path.Combine(store, "cluster.json"), JsonSerializer.Serialize(settings, LabJson.Options));
        return await LabProcess.Start(
            new(Environment.GetEnvironmentVariable("WEBLAB_SERVER") ?? Built.PublishedServer)
            {
                Store = store,
                Port = port,
                Options = ["--Scheduler:CpuWorkers", "0"],
                Environment = slurm.Variables,
            }
        );
    }
}
