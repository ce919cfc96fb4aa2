using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using WebLab.Science.Jobs;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>Asks every worker for a checkpoint, so that no step is lost when the server stops.</summary>
public sealed class WorkerDrain(
    WorkerSupervisor supervisor,
    WorkerRequests requests,
    RunStore runs,
    LabDatabase database,
    IOptions<DrainOptions> options,
    TimeProvider time
)
{
    /// <summary>Asks, and waits a while for the last of them.</summary>
    public async Task Run()
    {
        database.EndWaiting();
        var asked = supervisor
            .RunIds.Where(id => !supervisor.OutlivesServer(id) && runs.Find(id) is { } run && JobKinds.Of(run.Spec).CanPause)
            .ToList();
        // Before they are asked: one that ends at once is forgotten.
        var ended = supervisor.Ended(asked);
        try
        {
            await Task.WhenAll(asked.Select(requests.Interrupt));
        }
        catch (DiskFullException)
        {
            // Then no worker can write a checkpoint either.
            return;
        }
        await Task.WhenAny(ended, Task.Delay(TimeSpan.FromSeconds(options.Value.SecondsToPause), time));
    }
}

public sealed class DrainOptions
{
    /// <summary>How long a server that stops waits for the checkpoints of its runs, in seconds; 0 does not wait.</summary>
    [Range(0, 25, ErrorMessage = "Scheduler:SecondsToPause must be 0 to 25.")]
    public double SecondsToPause { get; set; } = 10;
}
