using System.Diagnostics;

namespace WebLab.Training.Tests.Commands;

/// <summary>The command line as a person runs it: a process of its own.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Lines of standard output.</param>
/// <param name="Errors">Lines of standard error.</param>
internal sealed record WeblabProcess(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Task<WeblabProcess> Run(params string[] arguments) => RunWith(extensions: null, arguments);

    /// <summary>With a folder of its own for what is temporary.</summary>
    public static Task<WeblabProcess> RunIn(string temporary, params string[] arguments) => Run(extensions: null, temporary, arguments);

    /// <param name="extensions">The folder of the lab's own assemblies.</param>
    /// <param name="arguments">The command line.</param>
    public static Task<WeblabProcess> RunWith(string? extensions, params string[] arguments) => Run(extensions, temporary: null, arguments);

    private static async Task<WeblabProcess> Run(string? extensions, string? temporary, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebLab.Training.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WEBLAB_EXTENSIONS"] = extensions;
        // Linux and macOS look at the first, Windows at the second.
        foreach (var name in temporary is null ? [] : new[] { "TMPDIR", "TMP" })
            start.Environment[name] = temporary;
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new(process.ExitCode, Lines(await output), Lines(await errors));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"weblab {string.Join(' ', arguments)} did not end in {Patience.TotalSeconds} s.");
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
