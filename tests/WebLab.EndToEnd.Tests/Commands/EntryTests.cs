using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using WebLab.EndToEnd.Tests.Hosting;

namespace WebLab.EndToEnd.Tests.Commands;

/// <summary><c>./weblab</c> as a person types it.</summary>
public sealed partial class EntryTests
{
    private const int WrongUsage = 2,
        SigTerm = 15,
        Terminated = 128 + SigTerm;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task Every_command_starts_however_often_and_under_whatever_load()
    {
        // What went wrong now and then was in the scripts: they are tried many times over a stand-in, and then once for real.
        var (scripts, said) = await Run("scripts/hammer.sh", "25", "--scripts-only");
        Assert.True(scripts == 0, said);
        var (programs, alsoSaid) = await Run("scripts/hammer.sh", "1");
        Assert.True(programs == 0, alsoSaid);
    }

    [Theory]
    [InlineData("serve", "--port")]
    [InlineData("train", "--learning-rate")]
    [InlineData("models", "--json")]
    [InlineData("datasets", "--data")]
    [InlineData("audit", "--probabilities")]
    [InlineData("paper", "run")]
    [InlineData("theorem1", "--n")]
    [InlineData("backup", "--to")]
    [InlineData("restore", "file")]
    [InlineData("compact", "--store")]
    [InlineData("doctor", "--data")]
    [InlineData("bench", "reliability")]
    [InlineData("test", "--fast")]
    public async Task Help_of_a_command_tells_what_it_takes(string command, string word)
    {
        var (code, said) = await Run("weblab", command, "--help");
        Assert.Equal(0, code);
        Assert.Contains(word, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var store = Directory.CreateTempSubdirectory("weblab-e2e-");
        var port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        var (code, said) = await Run("weblab", "serve", "--single-user", "--port", port, "--store", Path.Combine(store.FullName, "store"));
        store.Delete(recursive: true);
        Assert.Equal(WrongUsage, code);
        Assert.Equal(
            $"Failed to bind to address http://127.0.0.1:{port}: address already in use; choose another port with --port.",
            said.Trim()
        );
    }

    [Fact]
    public async Task A_benchmark_that_is_stopped_says_one_sentence_and_leaves_no_process()
    {
        // Known by its environment, which its children have from it.
        var mark = $"weblab-stopped-{Guid.NewGuid():N}";
        using var bench = Start("weblab", ["bench", "reliability", "--kills", "5"], mark);
        var said = bench.StandardError.ReadToEndAsync();
        await Until(
            () => Marked(mark).Any(words => words.Contains("WebLab.Server.dll", StringComparison.Ordinal)),
            "a server of the benchmark"
        );
        _ = SysKill(bench.Id, SigTerm);
        await bench.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(Terminated, bench.ExitCode);
        Assert.Equal("The measurement was stopped; nothing of it is kept.", (await said).Trim());
        await Until(() => !Marked(mark).Any(), "the end of every process of the benchmark");
    }

    [Fact]
    public async Task A_benchmark_that_is_stopped_while_it_trains_does_not_crash()
    {
        Assert.SkipWhen(LabFixture.ReferenceData() is null, "skipped: no reference data");
        var arguments = new[] { "bench", "memorisation", "--only", "clean-first", "--data", LabFixture.ReferenceData()! };
        using var bench = Start("weblab", arguments, "");
        var said = bench.StandardError.ReadToEndAsync();
        // It reads and corrupts the images in less: from here on it trains.
        await Until(() => bench.HasExited || bench.TotalProcessorTime > TimeSpan.FromSeconds(5), "5 s of the benchmark's processor time");
        _ = SysKill(bench.Id, SigTerm);
        await bench.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal((Terminated, "The measurement was stopped; nothing of it is kept."), (bench.ExitCode, (await said).Trim()));
    }

    /// <summary>The command lines of the processes that live and have this mark in their environment.</summary>
    private static IEnumerable<string> Marked(string mark)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            string environment,
                words;
            try
            {
                (environment, words) = (File.ReadAllText($"{folder}/environ"), File.ReadAllText($"{folder}/cmdline"));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }
            if (environment.Contains(mark, StringComparison.Ordinal))
                yield return words;
        }
    }

    private static async Task Until(Func<bool> isSo, string missing)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Within {Patience.TotalMinutes} min there was not {missing}.");
            await timer.WaitForNextTickAsync();
        }
    }

    private static async Task<(int Code, string Said)> Run(string entry, params string[] arguments)
    {
        using var process = Start(entry, arguments, "");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await error);
    }

    private static Process Start(string entry, string[] arguments, string mark)
    {
        var start = new ProcessStartInfo(Path.Combine(Built.Root, entry), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WEBLAB_MARK"] = mark;
        return Process.Start(start)!;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SysKill(int pid, int signal);
}
