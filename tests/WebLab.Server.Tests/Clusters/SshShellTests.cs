using WebLab.Server.Clusters;

namespace WebLab.Server.Tests.Clusters;

[Trait("Speed", "Slow")]
public sealed class SshShellTests(SharedCluster cluster) : ClusterTests(cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_command_that_nobody_waits_for_any_more_ends_on_the_login_node()
    {
        SharedCluster.Need();
        using var folder = new TemporaryFolder("weblab-ssh-");
        await using var shell = new SshShell(Cluster.OverSsh, null, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var file = Path.Combine(folder.Path, "id");
        // It reads what is sent without end, as a copy does.
        var running = shell.Run(
            "bash",
            ["-c", "echo $$ >\"$0\"; exec cat >/dev/null", file],
            TimeSpan.FromHours(1),
            stop.Token,
            async stream =>
            {
                while (true)
                    await stream.WriteAsync(new byte[10_000], stop.Token);
            }
        );
        var id = "";
        await Waiting.Until(
            () => File.Exists(file) && (id = File.ReadAllText(file)).EndsWith('\n'),
            Patience,
            () => "a command on the login node"
        );
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running).Within(Patience, () => "the end of the waiting");
        await Processes.Ended(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture), Patience);
        // The connection is as good as before.
        Assert.Equal("still there\n", (await shell.Run("echo", ["still there"], Patience, CancellationToken.None)).Output);
    }
}
