using System.Diagnostics;

namespace WebLab.Bench.Training;

internal static class OutsideProgram
{
    /// <summary>Runs a program to its end, without some of this process's environment variables, and hands over what it printed.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public static async Task<string> Output(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancel,
        params IEnumerable<string> without
    )
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in without)
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        await using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? output
            : throw new BenchException($"{program} ended with {process.ExitCode}: {(await errors).Trim().Split('\n')[^1]}");
    }
}
