using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;

namespace WebLab.Server.Workers;

/// <summary>What a worker may say, at the door: one sentence on what is wrong, or null. A loss or a norm may become NaN or infinite; shares
/// and counts may not.</summary>
internal static class WorkerMessageValidator
{
    /// <summary>What the longest batch of a worker holds, and room for those of another make.</summary>
    private const int MaxBatch = 100_000;

    private const int HashDigits = 64,
        MaxDeviceLength = 100,
        MaxNoteLength = 1_000;

    public static string? Problem(PointBatch? batch)
    {
        if (batch is not { Steps: { } steps, Metrics: { } metrics, Values: { } values, Times: { } times })
            return "A batch must have its four columns.";
        if (
            steps.Length is 0 or > MaxBatch
            || batch.FirstSequence < 1
            || batch.FirstSequence > long.MaxValue - steps.Length
            || metrics.Length != steps.Length
            || values.Length != steps.Length
            || times.Length != steps.Length
        )
            return $"A batch must have 1 to {MaxBatch} points, numbered from 1, in columns of equal length.";
        // Curves are searched by step.
        Span<int> last = stackalloc int[byte.MaxValue + 1];
        for (var i = 0; i < steps.Length; i++)
        {
            if (Metric.Numbered(metrics[i]) is null)
                return $"A batch must have known metrics alone; there is none with number {metrics[i]}.";
            ref var before = ref last[metrics[i]];
            if (steps[i] < Math.Max(1, before) || times[i] < 0)
                return "A batch must have steps from 1 that do not go backward within a metric, and times since 1970.";
            before = steps[i];
        }
        return null;
    }

    public static string? Problem(RunFacts? facts) =>
        facts
            is
        {
            Parameters: >= 0,
            StepsPerEpoch: >= 0,
            Threads: >= 0,
            LeftOut: >= 0,
            RealisedNoiseRate: >= 0 and <= 1,
            GivenLabelHash.Length: HashDigits,
            Device.Length: <= MaxDeviceLength
        }
            ? null
            : $"Facts must have counts from 0, a noise rate of 0 to 1, a hash of {HashDigits} digits and a device of at most "
                + $"{MaxDeviceLength} characters.";

    public static string? Problem(RunProgress? progress) =>
        progress is { Epoch: >= 0, Step: >= 0, Doing: null or { Length: <= RunProgress.MaxDoing } }
        && progress.Epoch <= progress.Epochs
        && progress.Step <= progress.Steps
            ? null
            : $"Progress must have an epoch and a step from 0 to their totals, and words of at most {RunProgress.MaxDoing} characters.";

    public static string? Problem(CheckpointInfo? checkpoint) =>
        checkpoint is { Epoch: >= 0, Step: >= 0, Bytes: >= 0 } ? null : "A checkpoint must have an epoch, a step and bytes from 0.";

    /// <summary>Nothing is wrong with measures that are not there.</summary>
    public static string? Problem(RunResult? result) =>
        result switch
        {
            null => null,
            not { Epochs: >= 0, Parameters: >= 0, Steps: >= 0, BestTestEpoch: >= 0, ImagesPerSecond: >= 0 and < double.PositiveInfinity } =>
                "Measures must have counts from 0 and a finite speed.",
            not
            {
                TimeToFitEpochs: null or >= 0,
                TimeToFitSteps: null or >= 0,
                BestHoldOutEpoch: null or >= 0,
                WaitedEpochs: null or >= 0
            } => "Measures must have epochs and steps from 0.",
            _ when result.BestTestEpoch > result.Epochs
                    || result.TimeToFitEpochs > result.Epochs
                    || result.WaitedEpochs > result.Epochs
                    || result.TimeToFitSteps > result.Steps
                    || result.BestHoldOutEpoch > result.Epochs => "Measures must have no epoch and no step after the last one.",
            _ when !Shares(result).All(share => share is null or (>= 0 and <= 1))
                    || !(result.Best?.GeneralisationGap?.Value is null or (>= -1 and <= 1)) => "Measures must have shares of 0 to 1.",
            { Metrics: { } metrics } when Problem(metrics, result.Epochs) is { } problem => problem,
            not { GivenLabelHash.Length: HashDigits, SolutionNote: null or { Length: <= MaxNoteLength } } =>
                $"Measures must have a hash of {HashDigits} digits and a note of at most {MaxNoteLength} characters.",
            _ => null,
        };

    private static string? Problem(IReadOnlyDictionary<string, MeasuredMetric> metrics, int epochs)
    {
        foreach (var (name, measured) in metrics)
        {
            if (Metric.Find(name) is not { } metric || metric.Name != name)
                return $"Measures must have known metrics alone; there is none called {(name.Length > 60 ? name[..60] + "…" : name)}.";
            if (measured is null || !metric.IsPossible(measured.Last) || (measured.Best is { } best && !metric.IsPossible(best.Value)))
                return $"Measures must have values that {name} can have.";
            if (measured.Best is { Epoch: var epoch } && (epoch < 1 || epoch > epochs))
                return "Measures must have no epoch and no step after the last one.";
        }
        return null;
    }

    public static string? Problem(WorkerEnd end, string? detail) =>
        Enum.IsDefined(end) && detail is null or { Length: <= IWorkerHub.MaxDetailLength }
            ? null
            : $"The last word must be a known end and a sentence of at most {IWorkerHub.MaxDetailLength} characters.";

    private static IEnumerable<double?> Shares(RunResult result) =>
        [
            result.TrainAccuracy,
            result.CleanAccuracy,
            result.MemorisedFraction,
            result.TestAccuracy,
            result.BestTestAccuracy,
            result.RealisedNoiseRate,
            result.OnlineAccuracy,
            result.EarlyStoppedTestAccuracy,
            result.Best?.TrainAccuracy?.Value,
            result.Best?.CleanAccuracy?.Value,
            result.Best?.MemorisedFraction?.Value,
        ];
}
