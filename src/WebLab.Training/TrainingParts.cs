using System.Diagnostics;

namespace WebLab.Training;

/// <summary>What a training's time goes into.</summary>
public enum TrainingPart
{
    /// <summary>Orders are drawn and batches gathered.</summary>
    Data,

    /// <summary>The network's outputs and the loss.</summary>
    Forward,

    /// <summary>The gradients.</summary>
    Backward,

    /// <summary>The step of the weights.</summary>
    Optimiser,

    /// <summary>The measures at an epoch's end, records of examples in them.</summary>
    Evaluation,

    /// <summary>Losses are read and told.</summary>
    Reporting,

    /// <summary>Checkpoints are taken and written.</summary>
    Checkpoints,
}

/// <summary>Adds up where a training's time goes. On a CPU torch computes while it is called; on a GPU these are the times of the
/// launches.</summary>
public sealed class TrainingParts
{
    private readonly long[] _ticks = new long[Enum.GetValues<TrainingPart>().Length];
    private long _mark;

    /// <summary>The first of the steps is done, by <see cref="Stopwatch.GetTimestamp"/>; 0 before.</summary>
    public long FirstStepAt { get; private set; }

    /// <summary>The clock begins; what went before belongs to no part.</summary>
    public void Begin() => _mark = Stopwatch.GetTimestamp();

    /// <summary>What was done since the last call was this part.</summary>
    /// <param name="part">The part.</param>
    public void Add(TrainingPart part)
    {
        var now = Stopwatch.GetTimestamp();
        _ticks[(int)part] += now - _mark;
        _mark = now;
        if (part == TrainingPart.Optimiser && FirstStepAt == 0)
            FirstStepAt = now;
    }

    /// <summary>Seconds that went into a part.</summary>
    /// <param name="part">The part.</param>
    public double Seconds(TrainingPart part) => (double)_ticks[(int)part] / Stopwatch.Frequency;
}
