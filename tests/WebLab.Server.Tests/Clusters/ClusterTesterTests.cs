using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>The walk to a real cluster and back, whole, and each of its failures made.</summary>
[Trait("Speed", "Slow")]
public sealed class ClusterTesterTests(SharedCluster cluster) : ClusterTests(cluster)
{
    private const string Speed = "The login node answers commands soon";

    // A walk waits for a node for three minutes by itself.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_whole_way_is_walked_through_both_transports_and_through_a_tunnel()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        foreach (var settings in new[] { Cluster.Settings, Cluster.OverSsh, Cluster.OverSsh with { TunnelPort = FreePort.Find() } })
        {
            var steps = await Walk(lab, settings);
            // A machine that is busy enough is a slow login node.
            Assert.All(steps, step =>
                Assert.True(
                    step.State == ClusterStepState.Passed ? step.Cure == "" : step is { Title: Speed, State: ClusterStepState.Doubtful }
                )
            );
            Assert.Equal("The node reaches the server", steps[^1].Title);
        }
    }

    [Fact]
    public async Task What_fails_here_is_told_at_its_step_with_its_cure()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var good = Cluster.Settings;
        await Fails(
            lab,
            good with
            {
                Commands = "/nowhere/bin",
            },
            "Slurm's commands are there",
            "/nowhere/bin/sbatch is not on this machine"
        );
        await Fails(lab, good with { Partition = "nowhere" }, "The partition is there and up", "There is no partition nowhere.");
        await Fails(lab, good with { Partition = "closed" }, "The partition is there and up", "The partition closed is down.");
        await Fails(lab, good with { Folder = "/proc/weblab" }, "The folder can be written", "mkdir said: ");
        await Fails(lab, good with { Gpus = 1 }, "Slurm takes a job with these resources", "sbatch said: ");
        await Fails(
            lab,
            good with
            {
                Modules = ["nowhere/1.0"],
            },
            "A node starts the job and sees the folder",
            "The module nowhere/1.0 cannot"
        );
        await Fails(lab, good with { Prefix = ["false"] }, "The worker starts on the node", "It ended without a word.");
        await Fails(lab, good with { Prefix = ["/nowhere/apptainer", "exec"] }, "The worker starts on the node", "No such file");
        await Fails(
            lab,
            good with
            {
                ServerAddress = "http://127.0.0.1:9",
            },
            "The node reaches the server",
            "http://127.0.0.1:9/ cannot be reached"
        );
        var copied = Directory.GetFiles(good.Folder, "WebLab.Science.dll", SearchOption.AllDirectories).Single();
        var whole = await File.ReadAllBytesAsync(copied);
        await File.WriteAllBytesAsync(copied, [.. whole, 0]);
        await Fails(lab, good, "The worker is whole on the node", "The files that the node sees have other contents.");
        await File.WriteAllBytesAsync(copied, whole);
        await Cluster.Slurm.Do("stop-controller");
        await Fails(lab, good, "The controller answers", "sinfo said: ");
        await Cluster.Slurm.Do("start-controller");
    }

    [Fact]
    public async Task What_fails_on_the_way_to_the_login_node_is_told_with_its_cure()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var good = Cluster.OverSsh;
        const string step = "The login node lets the server in";
        await Fails(lab, good with { Port = 9 }, step, "cannot be reached at port 9");
        await Fails(lab, good with { KeyFile = "/nowhere/key" }, step, "There is no key file /nowhere/key");
        await Fails(lab, good with { KeyFile = await Cluster.Ssh.MakeKey("other", "") }, step, "does not let root in with the key");
        await Fails(lab, good with { KeyFile = await Cluster.Ssh.MakeKey("closed", "a phrase") }, step, "has a passphrase");
        await Fails(lab, good with { KeyFile = "/etc/hostname" }, step, "The key /etc/hostname cannot be used");
        await Fails(
            lab,
            good with
            {
                Commands = "/nowhere/bin",
            },
            "Slurm's commands are there",
            "/nowhere/bin/sbatch is not on the login node"
        );
        await Fails(lab, good with { TunnelPort = Cluster.Ssh.Port }, step, "does not open port");
        await Cluster.Ssh.ChangeHostKey();
        await Fails(lab, good, step, "and not the known SHA256:");
        Cluster.Ssh.Freeze(true);
        await Fails(lab, Cluster.OverSsh, step, "did not answer within 15 s");
        Cluster.Ssh.Freeze(false);
    }

    [Fact]
    public async Task A_login_node_that_is_slow_is_told_with_its_cure_and_the_walk_goes_on()
    {
        SharedCluster.Need();
        var lab = await Cluster.Lab(Cluster.Settings);
        var steps = await Walk(lab, Cluster.OverSsh with { KeyFile = await Cluster.Ssh.MakeSlowKey("slow", 2), Commands = "/nowhere/bin" });
        var slow = Assert.Single(steps, step => step.Title == Speed);
        Assert.Equal(ClusterStepState.Doubtful, slow.State);
        Assert.Matches(@"^A command that does nothing takes [0-9]+\.[0-9] s\.$", slow.Detail);
        Assert.Contains("start-up files of root's shell", slow.Cure, StringComparison.Ordinal);
        Assert.Equal(("Slurm's commands are there", ClusterStepState.Failed), (steps[^1].Title, steps[^1].State));
    }

    [Fact]
    public async Task Settings_that_cannot_be_are_refused_field_by_field_and_good_ones_are_kept_over_a_restart()
    {
        SharedCluster.Need();
        using var store = new TemporaryFolder("weblab-server-");
        await using (var lab = await Cluster.Serve(Cluster.Settings, store.Path))
        {
            var (status, body) = await lab.Client.Send(
                HttpMethod.Put,
                ApiRoutes.Cluster,
                SharedCluster.Json(Cluster.Settings with { Partition = "--wrap=id", Minutes = 1 })
            );
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains(
                "partition must be empty or 1 to 64 letters, digits and . _ , @ + -; it was --wrap=id.",
                body.Replace("\\u002B", "+", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            Assert.Contains("minutes must be a whole number from 5 to 43200; it was 1.", body, StringComparison.Ordinal);
        }
        await using var again = await Cluster.Serve(null, store.Path);
        Assert.Equal("The cluster", (await again.Client.Get<ClusterSettings>(ApiRoutes.Cluster)).Title);
        var device = Assert.Single(await again.Client.Get<IReadOnlyList<WebLab.Contracts.Devices.DeviceInfo>>(ApiRoutes.Devices));
        Assert.Equal(("slurm", "The cluster", "slurm"), (device.Id, device.Name, device.Place));
    }

    private static async Task Fails(LabServer lab, ClusterSettings settings, string title, string detail)
    {
        var steps = await Walk(lab, settings);
        Assert.Equal((title, ClusterStepState.Failed), (steps[^1].Title, steps[^1].State));
        Assert.Contains(detail, steps[^1].Detail, StringComparison.Ordinal);
        Assert.All(steps.SkipLast(1), step => Assert.True(step.State == ClusterStepState.Passed || step.Title == Speed));
        Assert.NotEmpty(steps[^1].Cure);
    }

    private static async Task<IReadOnlyList<ClusterStep>> Walk(LabServer lab, ClusterSettings settings)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await lab.Client.Post(ApiRoutes.Cluster + "/test", SharedCluster.Json(settings))).Status);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var patience = new CancellationTokenSource(Patience);
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            if (await lab.Client.Get<ClusterTest>(ApiRoutes.Cluster + "/test") is { IsRunning: false } test)
                return test.Steps;
        }
        throw new TimeoutException("The walk did not end.");
    }
}
