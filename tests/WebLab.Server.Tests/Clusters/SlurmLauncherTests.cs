using System.Diagnostics;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Queue;
using WebLab.Contracts.Runs;
using WebLab.Server.Clusters;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>Whole trainings on a real Slurm of one node with two cores.</summary>
[Trait("Speed", "Slow")]
public sealed class SlurmLauncherTests(SharedCluster cluster) : ClusterTests(cluster)
{
    /// <summary>Whoever is not asked by name is given a minute.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(40),
        Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public void A_run_whose_worker_is_copied_to_the_cluster_first_says_so()
    {
        SharedCluster.Need();
        Assert.Matches(@"^The worker is copied to The cluster, once for this version \([1-9][0-9,]+\.[0-9] MB\)\.$", Cluster.CopyNote);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Runs_of_one_launch_are_trained_as_one_array_to_the_last_point(bool overSsh)
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(overSsh ? Cluster.OverSsh : Cluster.Settings);
        var before = await Names();
        var experiment = await lab.Client.Launch(Specs.Short, Specs.Short with { Seed = 2 }, Specs.Short with { Seed = 3 });
        await using var watcher = await Watcher.Start(lab.Client, [.. experiment.Runs.Select(run => run.Id)]);
        foreach (var run in experiment.Runs)
        {
            var completed = await watcher.Until(run.Id, RunStatus.Completed, Patience);
            var curve = await lab.Client.Curve(run.Id);
            Assert.Equal((20, 20), (completed.Result!.Steps, curve.Series.Single(series => series.Metric == Metric.StepLoss).PointCount));
        }
        Assert.Single((await Names()).Except(before));
    }

    [Fact]
    public async Task A_job_that_waits_says_why_and_is_cancelled_or_paused_at_once()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings with { Cpus = 2 });
        var runs = (await lab.Client.Launch(Specs.Endless, Specs.Endless with { Seed = 2 }, Specs.Endless with { Seed = 3 })).Runs;
        await using var watcher = await Watcher.Start(lab.Client, [.. runs.Select(run => run.Id)]);
        await watcher.Until(runs[0].Id, RunStatus.Running, Patience);
        foreach (var run in runs.Skip(1))
            await watcher.Until(
                run.Id,
                now => now.StatusDetail is "Waits in The cluster: Resources." or "Waits in The cluster: Priority.",
                "the scheduler's reason",
                Patience
            );
        // The queue says it too.
        IReadOnlyList<QueueEntry> queue = [];
        await Waiting.Until(
            async () =>
            {
                queue = (await lab.Client.Get<Page<QueueEntry>>(ApiRoutes.Queue)).Items;
                return queue.All(entry => entry.Waiting is "Waits in The cluster: Resources." or "Waits in The cluster: Priority.");
            },
            Patience,
            () => $"the scheduler's reason in the queue; it said {string.Join(", ", queue.Select(entry => entry.Waiting))}"
        );
        Assert.Equal(runs.Skip(1).Select(run => (run.Id, true)), queue.Select(entry => (entry.RunId, entry.IsHandedOver)));
        await lab.Client.Cancel(runs[1].Id);
        Assert.Equal(RunStatus.Cancelled, (await lab.Client.Run(runs[1].Id)).Status);
        await lab.Client.Act(runs[2].Id, "pause");
        Assert.Equal(RunStatus.Paused, (await lab.Client.Run(runs[2].Id)).Status);
        await lab.Client.Cancel(runs[0].Id);
        await watcher.Until(runs[0].Id, RunStatus.Cancelled, Patience);
        await Cluster.NoJobs(AtOnce);
    }

    [Fact]
    public async Task A_worker_that_is_killed_on_its_node_fails_its_run_with_a_sentence_and_its_log_is_there()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id, 20, Patience);
        Processes.Kill(Cluster.WorkerOf(run.Id));
        // Its connection tells it. Twice the silence leaves a busy machine the time to ask what became of it, and is far from the minutes
        // after which a job counts as lost.
        var failed = await watcher.Until(run.Id, RunStatus.Failed, Patience);
        Assert.True(failed.FinishedAt - failed.LastSeenAt < 2 * SlurmVerdict.Silence, $"{failed.LastSeenAt:O} to {failed.FinishedAt:O}");
        Assert.StartsWith("The worker was killed on its node", failed.StatusDetail, StringComparison.Ordinal);
        Assert.Contains((await lab.Client.Get<RunLog>($"{ApiRoutes.Runs}/{run.Id}/log")).Lines, line =>
            line.Contains("Killed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_job_has_only_four_variables_of_its_commands_environment_and_waits_for_no_login_shell()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.Until(run.Id, RunStatus.Running, Patience);
        var names = SharedCluster
            .Words($"/proc/{Cluster.WorkerOf(run.Id)}/environ")
            .Select(variable => variable.Split('=')[0])
            .Where(name => name.Length > 0)
            .ToList();
        // Slurm lets the node run one first for a job that has this.
        Assert.DoesNotContain("SLURM_GET_USER_ENV", names);
        string[] orders = [.. JobEnvironment.Of("", Cluster.Settings).Select(variable => variable.Split('=')[0])];
        string[] scripts = ["PWD", "OLDPWD", "SHLVL", "_"];
        string[] slurms = ["TMPDIR", "ENVIRONMENT", "HOSTNAME", "CUDA_VISIBLE_DEVICES"];
        string[] commands = ["HOME", "PATH", "LANG", "USER"];
        Assert.Contains("HOME", names);
        Assert.Contains("PATH", names);
        Assert.Empty(
            names.Where(name => !name.StartsWith("SLURM", StringComparison.Ordinal)).Except([.. commands, .. orders, .. scripts, .. slurms])
        );
        await lab.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled, Patience);
    }

    [Fact]
    public async Task A_run_that_reaches_its_time_limit_or_is_preempted_goes_on_from_its_checkpoint_without_a_gap()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var run = await lab.Client.LaunchOne(Specs.Medium with { Epochs = 300 });
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id, 50, Patience);
        // What Slurm sends 90 s before the time limit.
        await Cluster.Slurm.Run("scancel", "--batch", "--signal=USR2", "--me", "--state=RUNNING");
        await watcher.Until(run.Id, now => now is { Status: RunStatus.Starting, Checkpoint: not null }, "a job that waits again", Patience);
        await Hurry();
        await watcher.Until(run.Id, RunStatus.Running, Patience);
        // What preemption and the failure of a node come to.
        await Cluster.Slurm.Run("scontrol", "requeue", await RunningJob());
        await watcher.Until(run.Id, RunStatus.Starting, Patience);
        await Hurry();
        var completed = await watcher.Until(run.Id, RunStatus.Completed, Patience);
        var curve = await lab.Client.Curve(run.Id, buckets: 5_000);
        var losses = curve.Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal((3_000, 3_000), (completed.Result!.Steps, losses.PointCount));
    }

    [Fact]
    public async Task A_run_whose_batch_script_is_killed_goes_on_from_its_checkpoint_and_one_whose_node_loses_its_daemon_goes_on()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var runs = (await lab.Client.Launch(Specs.Endless, Specs.Medium with { Epochs = 300 })).Runs;
        await using var watcher = await Watcher.Start(lab.Client, [.. runs.Select(run => run.Id)]);
        foreach (var run in runs)
            await watcher.UntilPoints(run.Id, 50, Patience);
        Processes.Kill(Cluster.Slurm.Daemon("slurmd"));
        await Cluster.Slurm.Do("start-node");
        var orphan = Cluster.WorkerOf(runs[0].Id);
        Processes.Kill(SharedCluster.ScriptOf(orphan));
        var interrupted = await watcher.Until(runs[0].Id, RunStatus.Interrupted, Patience);
        Assert.StartsWith("The job ended without a word (FAILED", interrupted.StatusDetail, StringComparison.Ordinal);
        var completed = await watcher.Until(runs[1].Id, RunStatus.Completed, Patience);
        var losses = (await lab.Client.Curve(runs[1].Id)).Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal((3_000, 3_000), (completed.Result!.Steps, losses.PointCount));
        // It has left a checkpoint, and the cores that Slurm gives to the next.
        Assert.NotNull(interrupted.Checkpoint);
        await Processes.Ended(orphan, Patience);
    }

    [Fact]
    public async Task A_job_that_never_starts_says_why_and_is_given_up_when_asked()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings with { Partition = "closed" });
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.Until(run.Id, now => now.StatusDetail == "Waits in The cluster: PartitionDown.", "the scheduler's reason", Patience);
        await lab.Client.Cancel(run.Id);
        Assert.Equal(RunStatus.Cancelled, (await lab.Client.Run(run.Id)).Status);
        await Cluster.NoJobs(AtOnce);
    }

    [Fact]
    public async Task Jobs_that_the_cluster_never_takes_fail_with_its_sentence_and_those_that_it_cannot_take_now_wait()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings with { Partition = "nowhere" });
        var refused = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client, refused.Id);
        var failed = await watcher.Until(refused.Id, RunStatus.Failed, Patience);
        Assert.Contains("invalid partition", failed.StatusDetail!, StringComparison.OrdinalIgnoreCase);

        await Cluster.Slurm.Do("stop-controller");
        await lab.Client.Send(HttpMethod.Put, ApiRoutes.Cluster, SharedCluster.Json(Cluster.Settings));
        var held = await lab.Client.LaunchOne(Specs.Short);
        await watcher.Watch(held.Id);
        await watcher.Until(
            held.Id,
            now => now.StatusDetail?.StartsWith("Held back: sbatch said: ", StringComparison.Ordinal) == true,
            "why it is held back",
            Patience
        );
        await Cluster.Slurm.Do("start-controller");
        await watcher.Until(held.Id, RunStatus.Completed, Patience);
    }

    [Fact]
    public async Task A_run_that_asks_for_another_place_is_refused_with_those_that_there_are()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        const string request = """{"name":"a test","place":"moon","runs":[{"name":"run","spec":{"epochs":1}}]}""";
        var (status, body) = await lab.Client.Post(ApiRoutes.Experiments, request);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, status);
        Assert.Contains("place must be one of slurm, or left out; it was moon.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_node_that_hangs_or_is_away_holds_nothing_up_and_is_found_again()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.OverSsh);
        var run = await lab.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(lab.Client, run.Id);
        await watcher.UntilPoints(run.Id, 50, Patience);
        Cluster.Ssh.Freeze(true);
        var second = await lab.Client.LaunchOne(Specs.Short);
        // The run's own connection needs no login node.
        var seen = watcher.LastSequence(run.Id);
        await watcher.UntilPoints(run.Id, seen + 20, Patience);
        Cluster.Ssh.Freeze(false);
        await Cluster.Ssh.Stop();
        await Cluster.Ssh.Begin();
        await watcher.Watch(second.Id);
        await watcher.Until(second.Id, RunStatus.Completed, TimeSpan.FromSeconds(200));
        await lab.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled, Patience);
    }

    private async Task<IReadOnlyList<string>> Names() =>
        (await Cluster.Slurm.Run("squeue", "--me", "--noheader", "--states=all", "--array", "--format=%j"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Distinct()
            .ToList();

    private async Task<string> RunningJob() =>
        (await Cluster.Slurm.Run("squeue", "--me", "--noheader", "--states=running", "--array", "--format=%F_%K")).Trim();

    /// <summary>Slurm lets a job that is queued again wait for two minutes.</summary>
    private async Task Hurry()
    {
        // Without those minutes the end of the start before, told late on a busy machine, would pass for the next one's.
        await Waiting.Until(
            async () =>
                (await Cluster.Slurm.Run("squeue", "--me", "--noheader", "--states=completing")).Trim().Length == 0
                && !Process.GetProcessesByName("slurmstepd").Any(Cluster.IsOfCluster),
            Patience,
            () => "the end of the job's start before"
        );
        var job = await Cluster.Slurm.Run("squeue", "--me", "--noheader", "--states=pending", "--array", "--format=%F_%K");
        // slurmd takes a start in the second in which it was told to end the one before for that one ("Job credential revoked").
        await Cluster.Slurm.Run("scontrol", "update", $"JobId={job.Trim()}", "StartTime=now+2");
    }
}
