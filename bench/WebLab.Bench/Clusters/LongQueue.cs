using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Bench.Clusters;

/// <summary>Many runs in a Slurm whose node takes none: how soon Slurm has them all, and what it costs to follow them.</summary>
internal static class LongQueue
{
    private const int RunsALaunch = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5),
        Followed = TimeSpan.FromSeconds(60);

    public static async Task Run(int count, bool overSsh, BenchReport report)
    {
        ClusterBench.Need();
        await using var slurm = await SlurmCluster.Start();
        await using var ssh = overSsh ? await SshServer.Start(slurm.Variables) : null;
        using var store = new TemporaryFolder("weblab-queue-");
        // Counted where they are run.
        var commands = new CountedCommands(slurm, store.Path);
        var settings = ClusterBench.Settings(slurm, ssh) with { Commands = commands.Folder };
        await using var lab = await ClusterBench.Serve(slurm, store.Path, settings);
        using var http = new HttpClient { BaseAddress = lab.Address };

        // The worker is copied before the clock runs: once a version.
        var first = await Launch(http, 1, seed: 0);
        await Waiting.Until(() => Ended(http, first[0].Id), Patience, () => "the end of the first run");
        await slurm.Run("scontrol", "update", $"NodeName={await Node(slurm)}", "State=DRAIN", "Reason=bench");

        var began = Stopwatch.GetTimestamp();
        for (var done = 0; done < count; done += RunsALaunch)
            await Launch(http, Math.Min(RunsALaunch, count - done), seed: done + 1);
        await Jobs(slurm, count);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        report.Add(
            BenchFigure.AtMost(
                "cluster.submitted",
                seconds,
                "s",
                30,
                $"from the launch of {count:N0} runs until squeue has them all, {(overSsh ? "over SSH" : "commands here")}"
            )
        );

        var (processor, asked) = (lab.ProcessorTime, commands.Count);
        await Task.Delay(Followed);
        var share = (lab.ProcessorTime - processor) / Followed * 100;
        report.Add(
            BenchFigure.AtMost(
                "cluster.followed",
                share,
                "%",
                5,
                $"of a core, the server's own, {Followed.TotalSeconds:0} s, {count:N0} jobs"
            )
        );
        report.Add(
            BenchFigure.AtMost("cluster.commands", (commands.Count - asked) / (Followed.TotalSeconds / 5), "", 1, "Slurm's commands in 5 s")
        );
        await slurm.Run("scancel", "--me");
    }

    private static async Task<IReadOnlyList<RunSummary>> Launch(HttpClient http, int count, int seed)
    {
        var request = new ExperimentRequest
        {
            Name = $"queue {seed}",
            Runs =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i => new RunRequest(
                        $"run {i}",
                        new RunSpec
                        {
                            Model = ModelName.Linear,
                            TrainSize = 40,
                            TestSize = 20,
                            BatchSize = 8,
                            Epochs = 1,
                            Seed = seed + i,
                        }
                    )),
            ],
        };
        using var answer = await http.PostAsJsonAsync(ApiRoutes.Experiments, request, LabJson.Options);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Experiment>(LabJson.Options))!.Runs;
    }

    private static bool Ended(HttpClient http, Guid id)
    {
        using var answer = http.Send(new(HttpMethod.Get, $"{ApiRoutes.Runs}/{id}"));
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return reader.ReadToEnd().Contains("\"status\":\"completed\"", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> Node(SlurmCluster slurm) =>
        (await slurm.Run("sinfo", "--noheader", "--format=%n")).Split('\n')[0].Trim();

    private static async Task Jobs(SlurmCluster slurm, int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var began = Stopwatch.GetTimestamp(); await timer.WaitForNextTickAsync();)
        {
            var lines = await slurm.Run("squeue", "--me", "--noheader", "--array", "--states=pending", "--format=%i");
            if (lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= count)
                return;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"Slurm never had {count} jobs."));
        }
    }
}
