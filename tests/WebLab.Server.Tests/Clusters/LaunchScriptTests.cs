using System.Diagnostics;
using System.Runtime.Versioning;

namespace WebLab.Server.Tests.Clusters;

/// <summary>What a job's script makes of signals, without Slurm: programs of the test stand in the worker's and scontrol's place.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LaunchScriptTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string Script = Path.Combine(Built.Root, "src", "WebLab.Server", "Clusters", "launch.sh");

    private readonly TemporaryFolder _array = new();

    public void Dispose() => _array.Dispose();

    [Fact]
    public async Task A_job_that_the_scheduler_ends_while_it_is_being_queued_again_leaves_no_word_of_an_end()
    {
        // As slurmctld does: all processes of the job hear TERM before scontrol has its answer.
        var (exit, said) = await Run("kill -TERM $PPID $$; echo queued again >>\"$0.said\"");
        Assert.Equal((0, null, "queued again\n"), (exit, said, await File.ReadAllTextAsync(_array.File("scontrol.sh.said"))));
    }

    [Fact]
    public async Task A_job_that_is_not_queued_again_says_that_it_has_a_checkpoint()
    {
        var (exit, said) = await Run("exit 1");
        Assert.Equal((75, "75\n"), (exit, said));
    }

    /// <summary>A job whose worker is told of the time limit, makes its checkpoint and ends.</summary>
    /// <param name="scontrol">What stands for it, as shell.</param>
    /// <returns>How the script ended, and its exit file.</returns>
    private async Task<(int Exit, string? Said)> Run(string scontrol)
    {
        Directory.CreateDirectory(_array.File("0"));
        foreach (var empty in new[] { "environment", "modules", "prefix" })
            await Write(empty, "");
        await Write("worker.sh", $"trap 'exit 75' USR2; touch {_array.File("started")}; while :; do sleep 0.05; done");
        await Write("command", $"bash\n{_array.File("worker.sh")}\n");
        await Write("scontrol.sh", $"#!/bin/bash\n{scontrol}\n");
        File.SetUnixFileMode(_array.File("scontrol.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Write("scontrol", _array.File("scontrol.sh"));
        using var job = Process.Start(new ProcessStartInfo("bash", [Script, _array.Path]) { Environment = { ["SLURM_JOB_ID"] = "7" } })!;
        await Waiting.Until(() => File.Exists(_array.File("started")), Patience, () => "a worker that runs.");
        using var signal = Process.Start("kill", ["-USR2", $"{job.Id}"]);
        await job.WaitForExitAsync().Within(Patience, () => "the end of the script.");
        var exit = _array.File(Path.Combine("0", "exit"));
        return (job.ExitCode, File.Exists(exit) ? await File.ReadAllTextAsync(exit) : null);
    }

    private Task Write(string name, string text) => File.WriteAllTextAsync(_array.File(name), text);
}
