using System.Diagnostics;

namespace WebLab.Server.Tests.Hosting;

/// <summary><c>./weblab bench</c> over the server that was built for the tests.</summary>
internal static class BenchProcess
{
    private const int Met = 0,
        Missed = 1;

    /// <summary>Runs a measurement that must meet its targets; what it said is the message when it does not.</summary>
    public static Task<string> Run(TimeSpan patience, params string[] arguments) => Run(patience, [Met], arguments);

    /// <summary>Runs a measurement at another size than its targets are for; the test judges what it said.</summary>
    public static Task<string> Measure(TimeSpan patience, params string[] arguments) => Run(patience, [Met, Missed], arguments);

    private static async Task<string> Run(TimeSpan patience, int[] exitCodes, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Bench, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WEBLAB_SERVER"] = Built.Server;
        start.Environment["Worker__Path"] = Built.Worker;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().Within(patience, () => $"the end of bench {string.Join(' ', arguments)}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        var said = await output + await error;
        Assert.True(exitCodes.Contains(process.ExitCode), said);
        return said;
    }
}
