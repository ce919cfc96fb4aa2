using System.Diagnostics;

namespace WebLab.Server.Tests.Maintenance;

/// <summary>A command on a store, as <c>./weblab</c> runs it.</summary>
internal static class WeblabCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Server, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Worker__Path"] = Built.Worker;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().Within(Patience, () => $"the end of {arguments[0]}");
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}
