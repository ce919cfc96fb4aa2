using System.Diagnostics;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;

namespace WebLab.Server.Workers;

/// <summary>A worker's process on this machine. It waits for one line on its standard input: the order.</summary>
public sealed class LocalWorker : IDisposable
{
    private const int TailLines = 20;

    private readonly Process _process;
    private readonly Queue<string> _tail = new();
    private readonly Task _reading;
    private StreamWriter? _log;

    /// <summary>Starts a worker.</summary>
    public LocalWorker(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        ProcessId = _process.Id;
        StartedAt = _process.StartTime.ToUniversalTime();
        Exited = _process.WaitForExitAsync();
        _reading = Task.WhenAll(Read(_process.StandardError), Read(_process.StandardOutput));
    }

    /// <summary>Takes up a worker that an earlier server had started.</summary>
    private LocalWorker(Process process)
    {
        _process = process;
        ProcessId = process.Id;
        StartedAt = process.StartTime.ToUniversalTime();
        Exited = process.WaitForExitAsync();
        _reading = Task.CompletedTask;
        Adopted = true;
    }

    public int ProcessId { get; }

    public DateTimeOffset StartedAt { get; }

    public bool Adopted { get; }

    public Task Exited { get; }

    /// <summary>Null when the process is not a child of ours, whose exit code the system does not tell.</summary>
    public int? ExitCode => Adopted ? null : _process.ExitCode;

    /// <summary>Finds a worker by its process id, or null when that process is gone or another one.</summary>
    public static LocalWorker? Find(WorkerRecord record)
    {
        try
        {
            var process = Process.GetProcessById(record.ProcessId);
            // The system gives the start with an error of some hundredths of a second.
            if (
                (process.StartTime.ToUniversalTime() - record.ProcessStartedAt).Duration() < TimeSpan.FromSeconds(2)
                && !process.HasExited
                && !IsZombie(process.Id)
            )
                return new(process);
            process.Dispose();
        }
        catch (Exception error)
            when (error is ArgumentException or InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            // Gone.
        }
        return null;
    }

    /// <summary>A killed process whose new parent has not collected it yet; .NET takes one that is not a child for alive.</summary>
    private static bool IsZombie(int processId)
    {
        var path = $"/proc/{processId}/stat";
        if (!OperatingSystem.IsLinux() || !File.Exists(path))
            return false;
        var stat = File.ReadAllText(path);
        return stat[(stat.LastIndexOf(')') + 1)..].StartsWith(" Z", StringComparison.Ordinal);
    }

    public async Task Send(WorkerOrder order, string logFile)
    {
        lock (_tail)
        {
            _log = new(logFile, append: true) { AutoFlush = true };
            foreach (var line in _tail)
                Keep(line);
        }
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order, LabJson.Options));
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Lets the worker end by itself: a word to one that trains, the end of its input to a spare one. Kills it when it does
    /// not.</summary>
    public async Task Stop(TimeSpan patience)
    {
        try
        {
            if (!Adopted)
            {
                await _process.StandardInput.WriteLineAsync("stop");
                _process.StandardInput.Close();
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended already.
        }
        await ExitWithin(Adopted ? TimeSpan.Zero : patience);
    }

    public async Task ExitWithin(TimeSpan patience)
    {
        try
        {
            await Exited.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
        }
    }

    /// <summary>The last lines of its error stream.</summary>
    public async Task<IReadOnlyList<string>> LastWords()
    {
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(1)));
        lock (_tail)
            return [.. _tail];
    }

    public void Dispose()
    {
        CloseStreams();
        _process.Dispose();
        lock (_tail)
        {
            try
            {
                _log?.Dispose();
            }
            catch (IOException)
            {
                // What it still held found no room.
            }
        }
    }

    /// <summary>A log line that finds no room is lost; a worker that could not go on writing would stand still.</summary>
    private void Keep(string line)
    {
        try
        {
            _log?.WriteLine(line);
        }
        catch (IOException)
        {
            // The disk is full; the room's watch says so.
        }
    }

    /// <summary>A process leaves open what was asked of it: three handles a run, until some garbage collection.</summary>
    private void CloseStreams()
    {
        if (Adopted)
            return;
        foreach (var stream in new IDisposable[] { _process.StandardInput, _process.StandardOutput, _process.StandardError })
        {
            try
            {
                stream.Dispose();
            }
            catch (IOException)
            {
                // The last word to a process that is gone.
            }
        }
    }

    private async Task Read(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_tail)
            {
                Keep(line);
                _tail.Enqueue(line);
                if (_tail.Count > TailLines)
                    _tail.Dequeue();
            }
        }
    }
}
