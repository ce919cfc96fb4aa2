using System.Diagnostics;
using System.Globalization;
using System.Text;
using WebLab.Contracts;

namespace WebLab.Server.Workers;

/// <summary>A worker's process on this machine. It waits for one line on its standard input: the file that has its order.</summary>
public sealed class LocalWorker : IWorker
{
    private const int TailLines = 20;

    /// <summary>Letters: a lab's extension may write without end.</summary>
    private const int MaxLine = 10_000,
        MaxLog = 20_000_000;

    private static readonly TimeSpan PatienceWithLastWords = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Queue<string> _tail = new();
    private readonly Task _reading;
    private readonly bool _isAdopted;
    private StreamWriter? _log;
    private long _logged;

    /// <summary>Starts a worker.</summary>
    public LocalWorker(ProcessStartInfo start)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        Handle = HandleOf(_process);
        Exited = _process.WaitForExitAsync();
        _reading = Task.WhenAll(Read(_process.StandardError, isItsOwn: true), Read(_process.StandardOutput, isItsOwn: false));
        Ended = TellEnd();
    }

    /// <summary>Takes up a worker that an earlier server had started.</summary>
    private LocalWorker(Process process)
    {
        _process = process;
        Handle = HandleOf(process);
        Exited = process.WaitForExitAsync();
        _reading = Task.CompletedTask;
        _isAdopted = true;
        Ended = TellEnd();
    }

    /// <summary>The process id, and when that process started: ids are used again.</summary>
    public string Handle { get; }

    public Task Exited { get; }

    public Task<string> Ended { get; }

    public long? MemoryBytes
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.WorkingSet64;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>Takes up the worker that an earlier server had started; null when its process is gone or another one.</summary>
    public static LocalWorker? Find(string handle)
    {
        if (
            handle.Split(' ') is not [var id, var start]
            || !int.TryParse(id, CultureInfo.InvariantCulture, out var processId)
            || !DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, out var startedAt)
        )
            return null;
        try
        {
            var process = Process.GetProcessById(processId);
            // The system gives the start with an error of some hundredths of a second.
            if (
                (process.StartTime.ToUniversalTime() - startedAt).Duration() < TimeSpan.FromSeconds(2)
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

    public async Task Begin(string orderFile, string logFile)
    {
        lock (_tail)
        {
            _log = new(logFile, append: true) { AutoFlush = true };
            foreach (var line in _tail)
                Keep(line);
        }
        try
        {
            await _process.StandardInput.WriteLineAsync(orderFile);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It died before it could read the order; its end tells why.
        }
    }

    /// <summary>Lets the worker end by itself: a word to one that trains, the end of its input to a spare one. Kills it when it does
    /// not.</summary>
    public async Task Stop(TimeSpan patience)
    {
        try
        {
            if (!_isAdopted)
            {
                await _process.StandardInput.WriteLineAsync("stop");
                _process.StandardInput.Close();
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It has ended already.
        }
        await ExitWithin(_isAdopted ? TimeSpan.Zero : patience);
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

    public async ValueTask DisposeAsync()
    {
        // Whatever still reads them.
        await Ended;
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

    /// <summary>What a process is found by after a restart of the server.</summary>
    public static string HandleOf(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id} {process.StartTime.ToUniversalTime():O}");

    private async Task<string> TellEnd()
    {
        await Exited;
        // What it started may hold its streams open.
        await Task.WhenAny(_reading, Task.Delay(PatienceWithLastWords, TimeProvider.System));
        // The exit code of a process that is no child of ours is not told.
        int? exitCode = _isAdopted ? null : _process.ExitCode;
        lock (_tail)
            return WorkerFailure.Sentence(exitCode, [.. _tail]);
    }

    /// <summary>A log line that finds no room is lost; a worker that could not go on writing would stand still.</summary>
    private void Keep(string line)
    {
        if (_log is null || _logged > MaxLog)
            return;
        try
        {
            _logged += line.Length + 1;
            _log.WriteLine(_logged > MaxLog ? Sentence.Of($"The log ends here: it has {MaxLog / 1e6:N0} MB.") : line);
        }
        catch (IOException)
        {
            // The disk is full; the room's watch says so.
        }
    }

    /// <summary>A process leaves open what was asked of it: three handles a run, until some garbage collection.</summary>
    private void CloseStreams()
    {
        if (_isAdopted)
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

    /// <param name="reader">One of its streams.</param>
    /// <param name="isItsOwn">Whether it may tell why it ended: a worker says nothing on its standard output, extensions do.</param>
    private async Task Read(StreamReader reader, bool isItsOwn)
    {
        var (part, line) = (new char[4_096], new StringBuilder());
        while (await reader.ReadAsync(part) is > 0 and var read)
        {
            foreach (var letter in part.AsSpan(0, read))
            {
                if (letter == '\n')
                    Hear(line, isItsOwn);
                else if (line.Length < MaxLine)
                    line.Append(letter);
            }
        }
        if (line.Length > 0)
            Hear(line, isItsOwn);
    }

    private void Hear(StringBuilder letters, bool isItsOwn)
    {
        var line = letters.ToString().TrimEnd('\r');
        letters.Clear();
        lock (_tail)
        {
            Keep(line);
            if (!isItsOwn)
                return;
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
                _tail.Dequeue();
        }
    }
}
