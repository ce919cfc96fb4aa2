using System.Runtime.InteropServices;

namespace WebLab.Bench;

/// <summary>
/// Ctrl+C, or what asks a program to end (timeout, a shutdown): the measurement ends with one sentence and leaves no process. Servers,
/// browsers and workers are ended first; the measurement, which then fails or sees that it was ended, has its clean-up done and is not
/// listened to. A program that ends while a thread of its own trains crashes in libtorch.
/// </summary>
internal sealed class StopSignal : IDisposable
{
    private const int SignalBase = 128;
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(5),
        Between = TimeSpan.FromMilliseconds(100);
    private readonly TaskCompletionSource<int> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignal() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Note(signal, 2)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Note(signal, 15)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => Note(signal, 1)),
        ];

    public Task Asked => _asked.Task;

    /// <summary>Cancelled when it was asked.</summary>
    public CancellationToken Token => _stop.Token;

    /// <returns>The exit code, as shells give it for the signal.</returns>
    public async Task<int> End(Task measuring)
    {
        try
        {
            await _stop.CancelAsync();
        }
        catch (AggregateException)
        {
            // What a listener made of it: the rest is ended all the same.
        }
        using var patience = new CancellationTokenSource(CleanUp);
        using var timer = new PeriodicTimer(Between);
        try
        {
            do EndChildren();
            while (!measuring.IsCompleted && await timer.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            // The measurement did not come to its end; what it had started since then goes with it.
        }
        EndChildren();
        _ = measuring.Exception;
        await Console.Error.WriteLineAsync("The measurement was stopped; nothing of it is kept.");
        return SignalBase + await _asked.Task;
    }

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _stop.Dispose();
    }

    private static void EndChildren()
    {
        // Elsewhere the terminal's Ctrl+C reaches every process that was started from it.
        if (OperatingSystem.IsLinux())
            Processes.EndDescendants(Environment.ProcessId);
    }

    private void Note(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        _asked.TrySetResult(number);
    }
}
