using System.Diagnostics.Metrics;

namespace WebLab.Server.Telemetry;

/// <summary>What the server counts and times. Nobody listens unless telemetry is set up, and then these cost next to nothing.</summary>
internal static class LabMeter
{
    public const string Name = "WebLab";

    public static Meter Meter { get; } = new(Name);

    public static Counter<long> Points { get; } = Meter.CreateCounter<long>("weblab.points.stored", "{point}", "Points stored.");

    public static Histogram<double> WriteDuration { get; } =
        Meter.CreateHistogram<double>(
            "weblab.write.duration",
            "s",
            "From a write's place in the queue to its commit on the disk.",
            advice: new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] }
        );

    public static UpDownCounter<long> Browsers { get; } =
        Meter.CreateUpDownCounter<long>("weblab.live.connections", "{connection}", "Browsers that are connected.");

    public static Counter<long> Deltas { get; } =
        Meter.CreateCounter<long>("weblab.live.deltas", "{delta}", "Curve deltas sent to browsers.");

    public static Histogram<double> QueueWait { get; } =
        Meter.CreateHistogram<double>(
            "weblab.queue.wait",
            "s",
            "From a launch to the start of its run.",
            advice: new() { HistogramBucketBoundaries = [0.1, 1, 10, 60, 300, 1_800, 3_600, 14_400, 86_400] }
        );

    public static Counter<long> WorkersStarted { get; } =
        Meter.CreateCounter<long>("weblab.workers.started", "{worker}", "Workers that were given a run.");

    public static Counter<long> WorkersEnded { get; } =
        Meter.CreateCounter<long>("weblab.workers.ended", "{worker}", "Runs that a worker had and that ended, by how they ended.");
}
