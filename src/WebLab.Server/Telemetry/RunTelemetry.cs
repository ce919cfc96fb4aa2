using System.Diagnostics;
using System.Diagnostics.Metrics;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Telemetry;

/// <summary>Counts and traces what the runs go through, as the store tells of it.</summary>
internal sealed class RunTelemetry(RunStore runs, LabDatabase database, DiskRoom room) : IHostedService
{
    public static ActivitySource Source { get; } = new(LabMeter.Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        LabMeter.Meter.CreateObservableGauge("weblab.runs", ByStatus, "{run}", "Runs by status.");
        LabMeter.Meter.CreateObservableGauge("weblab.write.queue", () => database.Waiting, "{write}", "Writes that wait for a commit.");
        LabMeter.Meter.CreateObservableGauge("weblab.disk.free", () => room.Free, "By", "What is free on the store's disk.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<int>> ByStatus()
    {
        var counts = runs.All().CountBy(run => run.Status).ToDictionary();
        return Enum.GetValues<RunStatus>().Select(status => new Measurement<int>(counts.GetValueOrDefault(status), Tag(status)));
    }

    public static Task Follow(RunChange change)
    {
        if (change is not { Before: { } before, After: { } after } || !change.IsOfStatus)
            return Task.CompletedTask;
        if (after is { Status: RunStatus.Starting, StartedAt: { } started })
        {
            LabMeter.WorkersStarted.Add(1);
            // A run that is resumed keeps its first start.
            if (before.StartedAt is null)
                LabMeter.QueueWait.Record((started - after.CreatedAt).TotalSeconds);
        }
        if (before.Status.IsActive() && !after.Status.IsActive())
        {
            LabMeter.WorkersEnded.Add(1, Tag(after.Status));
            Trace(after);
        }
        return Task.CompletedTask;
    }

    /// <summary>One span for the time that a worker had the run.</summary>
    private static void Trace(RunSummary run)
    {
        using var span = Source.StartActivity(
            "run",
            ActivityKind.Internal,
            default(ActivityContext),
            startTime: run.StartedAt ?? run.CreatedAt
        );
        span?.SetTag("weblab.run", run.Id)
            .SetTag("weblab.status", Names<RunStatus>.Of(run.Status))
            .SetTag("weblab.model", run.Spec.Model.ToString());
        if (run.Status is RunStatus.Failed or RunStatus.Interrupted)
            span?.SetStatus(ActivityStatusCode.Error, run.StatusDetail);
    }

    private static KeyValuePair<string, object?> Tag(RunStatus status) => new("status", Names<RunStatus>.Of(status));
}
