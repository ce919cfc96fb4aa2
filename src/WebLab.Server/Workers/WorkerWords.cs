using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;

namespace WebLab.Server.Workers;

/// <summary>What a worker may say, at the door: one sentence on what is wrong, or null. Values are not judged, since a loss may become NaN.</summary>
internal static class WorkerWords
{
    /// <summary>What the longest batch of a worker holds, and room for those of another make.</summary>
    private const int MaxBatch = 100_000;

    private const int HashDigits = 64, MaxDeviceLength = 100;

    public static string? Problem(PointBatch? batch)
    {
        if (batch is not { Steps: { } steps, Metrics: { } metrics, Values: { } values, Times: { } times })
            return "A batch must have its four columns.";
        if (steps.Length is 0 or > MaxBatch || batch.FirstSequence < 1 || batch.FirstSequence > long.MaxValue - steps.Length
            || metrics.Length != steps.Length || values.Length != steps.Length || times.Length != steps.Length)
            return $"A batch must have 1 to {MaxBatch} points, numbered from 1, in columns of equal length.";
        // Curves are searched by step.
        Span<int> last = stackalloc int[Enum.GetValues<Metric>().Length];
        for (var i = 0; i < steps.Length; i++)
        {
            if (!Enum.IsDefined(metrics[i]))
                return "A batch must have known metrics alone.";
            ref var before = ref last[(int)metrics[i]];
            if (steps[i] < Math.Max(1, before) || times[i] < 0)
                return "A batch must have steps from 1 that do not go backward within a metric, and times since 1970.";
            before = steps[i];
        }
        return null;
    }

    public static string? Problem(RunFacts? facts) =>
        facts is { Parameters: >= 0, StepsPerEpoch: >= 0, Threads: >= 0, RealisedNoiseRate: >= 0 and <= 1, GivenLabelHash.Length: HashDigits, Device.Length: <= MaxDeviceLength }
            ? null
            : $"Facts must have counts from 0, a noise rate of 0 to 1, a hash of {HashDigits} digits and a device of at most {MaxDeviceLength} characters.";

    public static string? Problem(RunProgress? progress) =>
        progress is { Epoch: >= 0, Step: >= 0 } && progress.Epoch <= progress.Epochs && progress.Step <= progress.Steps
            ? null
            : "Progress must have an epoch and a step from 0 to their totals.";

    public static string? Problem(CheckpointInfo? checkpoint) =>
        checkpoint is { Epoch: >= 0, Step: >= 0, Bytes: >= 0 } ? null : "A checkpoint must have an epoch, a step and bytes from 0.";
}
