using WebLab.Data.Examples;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;

namespace WebLab.Training;

/// <summary>What is asked of a training from outside: to end, to pause, to stop early, to go on from a checkpoint. Asking is thread-safe;
/// what is set must be set before the training begins.</summary>
public sealed class TrainingControl : IDisposable
{
    private readonly CancellationTokenSource _interrupt;
    private volatile bool _isPauseAsked;
    private volatile bool _isStopAsked;

    /// <summary>Makes a control.</summary>
    /// <param name="cancel">Ends the training after the step in hand, without a checkpoint.</param>
    public TrainingControl(CancellationToken cancel = default)
    {
        Cancel = cancel;
        _interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>The checkpoint to go on from; null to begin.</summary>
    public Checkpoint? From { get; set; }

    /// <summary>Who keeps checkpoints, called on the trainer's thread; the flag says that it is the final one. Null keeps none.</summary>
    public Action<Checkpoint, bool>? Keep { get; set; }

    /// <summary>Who keeps the networks of the epochs that the recipe names, called on the trainer's thread; null keeps none.</summary>
    public Action<Checkpoint>? KeepNetwork { get; set; }

    /// <summary>Hears why no checkpoint could be taken, one sentence.</summary>
    public Action<string>? CannotKeep { get; set; }

    /// <summary>Records the training examples at each evaluation; null for nothing.</summary>
    public ExampleRecording? Examples { get; set; }

    /// <summary>Adds up where the time goes; null for nothing.</summary>
    public TrainingParts? Parts { get; set; }

    /// <summary>Who keeps an analysis's report, called on the thread that it works on; null keeps none.</summary>
    public Action<byte[]>? KeepReport { get; set; }

    /// <summary>The stored runs whose networks an analysis looks into, or the one that a training starts from.</summary>
    public IReadOnlyList<StoredNetwork> Networks { get; set; } = [];

    /// <summary>The folder of the data set's files, for what an import wrote there besides examples and labels; null for none.</summary>
    public string? DataFolder { get; set; }

    /// <summary>The file of probabilities that a label audit scores by, and the person's name for it; null for none.</summary>
    public (string Path, string Title)? Probabilities { get; set; }

    /// <summary>The file of embeddings that a label audit tells examples apart by, and the person's name for it; null for none.</summary>
    public (string Path, string Title)? Embeddings { get; set; }

    /// <summary>Whether the trained network is kept as a final checkpoint.</summary>
    public bool KeepsFinal { get; set; }

    /// <summary>The time between two checkpoints that nobody asked for; zero for none.</summary>
    public TimeSpan CheckpointInterval { get; set; }

    /// <summary>Set when the training is to end.</summary>
    public CancellationToken Cancel { get; }

    /// <summary>Set when the training is to end or to pause after the step or the evaluated batch in hand.</summary>
    public CancellationToken Interrupt => _interrupt.Token;

    /// <summary>Whether the training is to pause, and not to end.</summary>
    public bool IsPausing => _isPauseAsked && !Cancel.IsCancellationRequested;

    /// <summary>Whether the training is to end with the epoch in hand.</summary>
    public bool IsStopAsked => _isStopAsked;

    /// <summary>Asks for a checkpoint after the step in hand, and for the end with it.</summary>
    public void Pause()
    {
        _isPauseAsked = true;
        _interrupt.Cancel();
    }

    /// <summary>Asks for the end of the training with the epoch in hand, whose measures are kept.</summary>
    public void StopAfterEpoch() => _isStopAsked = true;

    /// <inheritdoc/>
    public void Dispose() => _interrupt.Dispose();
}
