using System.Diagnostics;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Specs;

namespace WebLab.Training.Analyses;

/// <summary>What an analysis works on, and who hears of it.</summary>
/// <param name="spec">A checked spec of an analysis.</param>
/// <param name="data">What the corruption made of its data set: the labels that are looked into are the given ones.</param>
/// <param name="device">Where.</param>
/// <param name="observer">Hears how far it is; called on this thread.</param>
/// <param name="control">What may be asked of it meanwhile, and who keeps its report.</param>
public sealed class AnalysisWork(RunSpec spec, CorruptedSet data, ComputeDevice device, ITrainingObserver observer, TrainingControl control)
{
    /// <summary>Progress is out of so many steps.</summary>
    public const int Steps = 1_000;

    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan? _kept;

    /// <summary>The recipe.</summary>
    public RunSpec Spec => spec;

    /// <summary>The examples, with their given labels.</summary>
    public CorruptedSet Data => data;

    /// <summary>Where it works.</summary>
    public ComputeDevice Device => device;

    /// <summary>The folder of the data set's files; null for none.</summary>
    public string? DataFolder => control.DataFolder;

    /// <summary>The file of probabilities that its recipe names, and the person's name for it; null for none.</summary>
    public (string Path, string Title)? Probabilities => control.Probabilities;

    /// <summary>The file of embeddings that its recipe names, and the person's name for it; null for none.</summary>
    public (string Path, string Title)? Embeddings => control.Embeddings;

    /// <summary>The stored runs that its field of runs names, in that order; a network is read when it is opened.</summary>
    public IReadOnlyList<StoredNetwork> Networks => control.Networks;

    /// <summary>Set when it is to end.</summary>
    public CancellationToken Cancel => control.Cancel;

    /// <summary>A number of its own fields.</summary>
    /// <param name="field">The field.</param>
    public double Number(string field) =>
        OwnFields.ValueOf(spec.Analysis!, field) as double? ?? throw new ArgumentException($"{spec.Analysis!.Kind} has no number {field}.");

    /// <summary>A text or choice of its own fields; empty where it is left out.</summary>
    /// <param name="field">The field.</param>
    public string Text(string field) => OwnFields.ValueOf(spec.Analysis!, field) as string ?? "";

    /// <summary>Whether a switch of its own fields is on.</summary>
    /// <param name="field">The field.</param>
    public bool Switch(string field) => OwnFields.ValueOf(spec.Analysis!, field) is true;

    /// <summary>Says what is known before the first step.</summary>
    public void Begin() => observer.Started(new(0, 0, data.RealisedNoiseRate, data.GivenLabelHash, device.Name, device.Threads));

    /// <summary>Says how far it is; a good place to be ended at. From any thread.</summary>
    /// <param name="doing">What it is at, for a person.</param>
    /// <param name="share">The share that is done, 0 to 1.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Tell(string doing, double share)
    {
        Cancel.ThrowIfCancellationRequested();
        var step = (int)Math.Round(Math.Clamp(share, 0, 1) * Steps);
        double? left = step > Steps / 20 ? _watch.Elapsed.TotalSeconds * (Steps - step) / step : null;
        observer.Advanced(new(0, 0, step, Steps, 0, left, Sentence.Shorten(doing, RunProgress.MaxDoing - 1)), null);
    }

    /// <summary>Keeps the report as it stands, in the place of the one before. What is kept before the end is shown meanwhile.</summary>
    /// <typeparam name="T">The report.</typeparam>
    /// <param name="report">What was found so far.</param>
    /// <param name="isLast">Whether nothing will follow; what comes in between is passed over when it comes sooner than half a second
    /// after the one before.</param>
    /// <exception cref="TrainingFailedException">It could not be written.</exception>
    public void Keep<T>(T report, bool isLast)
    {
        // An analysis may tell from several threads.
        lock (_gate)
        {
            if (!isLast && _kept is { } kept && (_watch.Elapsed - kept).TotalSeconds < 0.5)
                return;
            _kept = _watch.Elapsed;
            control.KeepReport?.Invoke(JsonSerializer.SerializeToUtf8Bytes(report, LabJson.Options));
        }
    }
}
