using System.Diagnostics;
using WebLab.Server.Maintenance;
using WebLab.Server.Security;

namespace WebLab.Server.Tests.Maintenance;

public sealed class MaintenanceCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("--store must be followed by a value.", "backup", "--store", "")]
    [InlineData("restore must be followed by a value.", "restore", "")]
    [InlineData("--to must name a file in a folder that exists; it was /none/a.zip.", "backup", "--store", "STORE", "--to", "/none/a.zip")]
    [InlineData("--data must name a folder that exists; there is no /dev/null.", "doctor", "--store", "STORE", "--data", "/dev/null")]
    public async Task What_cannot_be_exits_2_with_one_sentence(string sentence, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder.File("weblab.db"), "");
        var (exitCode, output, error) = await WeblabCommand.Run(
            [.. arguments.Select(argument => argument == "STORE" ? _folder.Path : argument)]
        );
        Assert.Equal((2, ""), (exitCode, output));
        Assert.EndsWith(sentence, Assert.Single(error.Split('\n')));
    }

    /// <summary>A closed output, a full disk behind it: it was a stack and exit code 134.</summary>
    [Theory]
    [InlineData("--help", ">&-", 1)]
    [InlineData("--help", ">/dev/full", 1)]
    [InlineData("doctor --help", ">&-", 2)]
    [InlineData("doctor --help", ">/dev/full", 2)]
    [InlineData("doctor --store /nonexistent", "2>&-", 2)]
    public async Task An_output_that_takes_nothing_is_told_by_the_exit_code(string command, string redirection, int expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /dev/full.");
        var (exitCode, error) = await Shell($"dotnet '{Built.Server}' {command} {redirection}");
        Assert.Equal(expected, exitCode);
        Assert.DoesNotContain("   at ", error);
    }

    /// <summary>As soon as it has its store, and before it listens.</summary>
    [Fact]
    public async Task A_server_that_is_told_to_end_as_it_starts_ends_without_a_stack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent as Linux has them.");
        var start = new ProcessStartInfo(
            "dotnet",
            [Built.Server, "--port", "0", "--single-user", "--store", _folder.Path, "--Worker:Path", Built.Worker]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await Waiting.Until(() => File.Exists(_folder.File("weblab.db")), Patience, () => "a store");
            Processes.Terminate(process.Id);
            await process.WaitForExitAsync().Within(Patience, () => "the end of the server");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        // Or by the signal itself, where nobody listened to it yet.
        Assert.Contains(process.ExitCode, new[] { 0, 143 });
        Assert.DoesNotContain("   at ", await output + await error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<key")]
    [InlineData("\0\0\0\0")]
    public void A_key_file_that_is_damaged_is_told_and_keeps_the_server_from_starting(string content)
    {
        var keys = Directory.CreateDirectory(_folder.File("keys")).FullName;
        File.WriteAllText(Path.Combine(keys, "key-1.xml"), "<key id='1'><a/></key>");
        KeyFiles.Refuse(keys);
        Assert.Empty(StoreFilesDoctor.Check(_folder.Path));
        File.WriteAllText(Path.Combine(keys, "key-2.xml"), content);
        Assert.Contains("key-2.xml is damaged", Assert.Throws<StartupException>(() => KeyFiles.Refuse(keys)).Message);
        var finding = Assert.Single(StoreFilesDoctor.Check(_folder.Path));
        Assert.Equal(("keys", true), (finding.Area, finding.IsProblem));
    }

    [Fact]
    public void An_entry_of_the_catalogue_that_does_not_read_is_told()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(_folder.File("catalogue")).FullName, "own.json"), "{bad");
        var finding = Assert.Single(StoreFilesDoctor.Check(_folder.Path));
        Assert.Equal(("catalogue", true), (finding.Area, finding.IsProblem));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int ExitCode, string Error)> Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().Within(Patience, () => $"the end of {command}");
        return (process.ExitCode, await error);
    }
}
