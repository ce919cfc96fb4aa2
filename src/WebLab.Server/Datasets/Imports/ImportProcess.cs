using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Workers;

namespace WebLab.Server.Datasets.Imports;

/// <summary>
/// The process that decodes foreign files, so that the server never does. It is told what to do by a file, and tells how far it is by
/// lines on its standard output.
/// </summary>
/// <param name="program">The worker's program file.</param>
/// <param name="options">Its limits.</param>
/// <param name="log">The file that gets what it says on its error stream.</param>
internal sealed class ImportProcess(string program, ImportProcessOptions options, string log)
{
    private const int MaxLog = 1_000_000;

    /// <summary>What the process may take for its own end after its time is over.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>How often its memory is looked at: a decoder fills a few hundred megabytes meanwhile.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it to its end, or kills it.</summary>
    /// <param name="order">The order's file.</param>
    /// <param name="started">Told by what the process is found after a restart.</param>
    /// <param name="told">Told of each line but the last.</param>
    /// <param name="stop">Kills it.</param>
    public async Task<ImportEnd> Run(string order, Action<string> started, Action<ImportLine> told, CancellationToken stop)
    {
        var start = new ProcessStartInfo(LocalLauncher.DotNet(), [program, "import", "--order", order, "--until-input-ends"])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = options.MemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        // Arrays that are let go are then given back at once.
        start.Environment["DOTNET_GCConserveMemory"] = "5";
        using var process = Process.Start(start)!;
        try
        {
            started(LocalWorker.HandleOf(process));
        }
        catch (InvalidOperationException)
        {
            // It has ended already; its last words tell how.
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Seconds) + Grace);
        await using var kill = patience.Token.Register(() => Kill(process));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var overfed = Overfed(process, ended.Token);
        var complaints = Keep(process.StandardError);
        var end = await Follow(process.StandardOutput, told);
        await process.WaitForExitAsync(CancellationToken.None);
        await ended.CancelAsync();
        var last = await complaints;
        stop.ThrowIfCancellationRequested();
        if (patience.IsCancellationRequested)
            return new(Sentence.Of($"It took longer than {options.Seconds:N0} s (Imports:Seconds) and was ended."));
        return await overfed
            ? new(
                Sentence.Of(
                    $"It holds more memory than the {(options.MemoryBytes + options.NativeBytes) / 1e9:N1} GB that an import may take "
                ) + "(Imports:MemoryBytes and Imports:NativeBytes)."
            )
            : end ?? new(Ending(process.ExitCode, last, options.MemoryBytes));
    }

    /// <summary>Kills it once it holds more than it may: the runtime's own limit is over its objects, and decoders are none.</summary>
    /// <returns>Whether it was killed so.</returns>
    private async Task<bool> Overfed(Process process, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                process.Refresh();
                if (process.HasExited)
                    return false;
                if (process.WorkingSet64 <= options.MemoryBytes + options.NativeBytes)
                    continue;
                Kill(process);
                return true;
            }
        }
        catch (Exception over) when (over is OperationCanceledException or InvalidOperationException)
        {
            // It has ended by itself, or was ended for another reason.
        }
        return false;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static async Task<ImportEnd?> Follow(StreamReader output, Action<ImportLine> told)
    {
        ImportEnd? end = null;
        while (await output.ReadLineAsync() is { } text)
        {
            try
            {
                var line = JsonSerializer.Deserialize<ImportLine>(text, LabJson.Tolerant);
                end = line?.End ?? end;
                if (line is { End: null })
                    told(line);
            }
            catch (JsonException)
            {
                // A library that prints to the standard output, or the line in the middle of which it was killed.
            }
        }
        return end;
    }

    /// <returns>Its last words.</returns>
    private async Task<string> Keep(StreamReader errors)
    {
        var (written, last) = (0, "");
        await using var file = new StreamWriter(log, append: true);
        while (await errors.ReadLineAsync() is { } line)
        {
            last = string.IsNullOrWhiteSpace(line) ? last : line;
            if ((written += line.Length) < MaxLog)
                await file.WriteLineAsync(line);
        }
        return last;
    }

    private static string Ending(int exitCode, string last, long memory) =>
        exitCode == 137 || last.Contains("OutOfMemory", StringComparison.OrdinalIgnoreCase)
            ? Sentence.Of(
                $"It needs more memory than the {memory / 1e9:N1} GB that an import may take (Imports:MemoryBytes) or than is free."
            )
            : $"The process that reads the files ended without an answer (exit code {exitCode})"
                + (last.Length > 0 ? $": {Sentence.Shorten(last, 200)}" : ".");
}
