using System.Runtime.InteropServices;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;

namespace WebLab.Training.Worker;

/// <summary>A worker's process: one order, one run, one end.</summary>
internal static class WorkerProcess
{
    private const int Done = 0,
        Failure = 1;

    /// <summary>EX_TEMPFAIL: it has a checkpoint, and would go on where it is started again with the same order.</summary>
    private const int WouldGoOn = 75;

    /// <summary>EX_UNAVAILABLE: the server was away for longer than it waits.</summary>
    private const int Unheard = 69;

    /// <summary>Of the 90 s that a scheduler leaves it, what a server that is away may take.</summary>
    private static readonly TimeSpan PatienceWhenLeaving = TimeSpan.FromSeconds(30);

    /// <summary>What a cluster's scheduler sends before the end of a job's time.</summary>
    private const int SigUsr2 = 12;

    /// <summary>Waits for an order, does its job and tells the server of it.</summary>
    /// <param name="input">
    /// Without <paramref name="orderFile"/> its first line names that file; <c>stop</c> ends the worker. Its end means that the server is
    /// gone: a worker without an order then ends too; one that works goes on, since the server may be started again, until the server has
    /// not answered for a minute.
    /// </param>
    /// <param name="orderFile">The file that holds the <see cref="WorkerOrder"/>; null to wait for its name.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(TextReader input, string? orderFile)
    {
        // Ctrl+C goes to the server and to its workers alike; it is the server that ends them, after it has written down why.
        using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var warm = Task.Run(WarmUp.Run);
        if ((orderFile ?? await Task.Run(input.ReadLine)) is not { } file || file == "stop")
            return Done;
        using var stop = new CancellationTokenSource();
        var listening = Task.Run(() => StopWhenTold(input, stop));
        try
        {
            await warm;
            var order = JsonSerializer.Deserialize<WorkerOrder>(await File.ReadAllTextAsync(file, stop.Token), LabJson.Options)!;
            return await Work(order, hasScript: orderFile is not null, stop.Token);
        }
        catch (RunGivenUpException)
        {
            return Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Done;
        }
        catch (Exception error) when (error is ServerGoneException or ServerRefusedException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return error is ServerGoneException ? Unheard : Failure;
        }
        finally
        {
            // A read of the input that still waits cannot be interrupted; it ends with the process.
            if (listening.IsCompleted)
                await listening;
        }
    }

    /// <returns>The exit code.</returns>
    private static async Task<int> Work(WorkerOrder order, bool hasScript, CancellationToken stop)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var control = new TrainingControl(cancel.Token);
        var isLeaving = false;
        using var usr2 = OperatingSystem.IsLinux()
            ? PosixSignalRegistration.Create(
                (PosixSignal)SigUsr2,
                context =>
                {
                    context.Cancel = true;
                    Leave();
                }
            )
            : null;
        await using var parent = hasScript && OperatingSystem.IsLinux() ? new ParentWatch(Leave) : null;
        await using var link = new ServerLink(order, cancel.Cancel, control, TimeProvider.System);
        using var run = await WorkerRun.Claim(link, order.Sent, control, stop);
        var reporter = run.Reporter;
        var pump = reporter.Pump(stop);
        // A thread of its own: torch's dispose scopes belong to a thread, and it computes without a pause.
        var training = Task.Factory.StartNew(run.Train, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(training, pump) == pump)
        {
            if (pump.Exception?.InnerException is ServerGoneException)
            {
                reporter.Hold();
                control.Pause();
            }
            else
                await cancel.CancelAsync();
        }
        var outcome = await training;
        reporter.Complete();
        // The run is the server's to end, and it has not asked for this.
        var isLeft = isLeaving && outcome is { End: WorkerEnd.Paused };
        try
        {
            await (isLeft ? pump.WaitAsync(PatienceWhenLeaving, TimeProvider.System, stop) : pump);
            if (isLeft)
                return WouldGoOn;
            await link.Tell(nameof(IWorkerHub.Finish), [outcome.End, outcome.Detail, outcome.Result ?? reporter.Result], stop);
            return Done;
        }
        catch (Exception gone) when (gone is ServerGoneException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(gone.Message);
            run.LeaveUnsent(outcome);
            return isLeft ? WouldGoOn : Unheard;
        }

        void Leave()
        {
            isLeaving = true;
            control.Pause();
        }
    }

    private static void StopWhenTold(TextReader input, CancellationTokenSource stop)
    {
        try
        {
            while (input.ReadLine() is { } line)
            {
                if (line == "stop")
                    stop.Cancel();
            }
        }
        catch (IOException error)
        {
            // As its end.
            Console.Error.WriteLine($"The worker's input cannot be read any more: {error.Message}");
        }
        catch (ObjectDisposedException)
        {
            // Told to stop when it had ended already.
        }
    }
}
