using WebLab.Contracts.Runs;

namespace WebLab.Training;

/// <summary>Times a training: how fast it goes, evaluation left out, and how long it will go on.</summary>
/// <param name="epochs">Epochs in all.</param>
/// <param name="stepsPerEpoch">Steps an epoch.</param>
/// <param name="imagesPerEpoch">Images an epoch.</param>
/// <param name="time">The clock.</param>
internal sealed class TrainingClock(int epochs, int stepsPerEpoch, int imagesPerEpoch, TimeProvider time)
{
    // A forward pass costs about a third of a training step: what the first evaluation is expected to take.
    private const double EvaluationShare = 1.0 / 3;

    private long _mark;
    private double _evaluationSeconds;
    private double _totalSeconds;
    private double _earlierSeconds;
    private double? _trainedSeconds;
    private int _epoch;

    /// <summary>Training images a second of the last whole epoch; 0 in the first.</summary>
    public double EpochImagesPerSecond { get; private set; }

    /// <summary>Training images a second over all whole epochs.</summary>
    public double ImagesPerSecond => _epoch * imagesPerEpoch / _totalSeconds;

    /// <summary>An epoch's first step is about to be taken.</summary>
    public void TrainingBegins()
    {
        _mark = time.GetTimestamp();
        _earlierSeconds = 0;
    }

    /// <summary>An epoch's last step is done.</summary>
    public void TrainingEnds() => _trainedSeconds = _earlierSeconds + Lap();

    /// <summary>The epoch's evaluation is done.</summary>
    public void EvaluationEnds()
    {
        _evaluationSeconds = Lap();
        var seconds = _trainedSeconds.GetValueOrDefault();
        _totalSeconds += seconds;
        _epoch++;
        EpochImagesPerSecond = imagesPerEpoch / seconds;
        _trainedSeconds = null;
    }

    /// <summary>Writes the times so far.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_totalSeconds);
        writer.Write(_evaluationSeconds);
        writer.Write(EpochImagesPerSecond);
        writer.Write(_epoch);
        writer.Write(_trainedSeconds ?? (_earlierSeconds + time.GetElapsedTime(_mark).TotalSeconds));
    }

    /// <summary>Reads what <see cref="Save"/> wrote; the time in between does not count.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    public void Load(BinaryReader reader)
    {
        _totalSeconds = reader.ReadDouble();
        _evaluationSeconds = reader.ReadDouble();
        EpochImagesPerSecond = reader.ReadDouble();
        _epoch = reader.ReadInt32();
        _earlierSeconds = reader.ReadDouble();
        _mark = time.GetTimestamp();
    }

    /// <summary>How far the training has come.</summary>
    /// <param name="step">Steps done.</param>
    public RunProgress Progress(int step)
    {
        var stepsOfEpoch = step - (_epoch * stepsPerEpoch);
        var rate =
            _epoch > 0
                ? EpochImagesPerSecond
                : (double)stepsOfEpoch / stepsPerEpoch * imagesPerEpoch / (_earlierSeconds + time.GetElapsedTime(_mark).TotalSeconds);
        var evaluation = _epoch > 0 ? _evaluationSeconds : EvaluationShare * imagesPerEpoch / rate;
        var trainingLeft = (epochs - ((double)step / stepsPerEpoch)) * imagesPerEpoch / rate;
        var epochInHand = Math.Min(epochs, (step / stepsPerEpoch) + 1);
        return new(epochInHand, epochs, step, epochs * stepsPerEpoch, rate, trainingLeft + (evaluation * (epochs - _epoch)));
    }

    private double Lap()
    {
        var now = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_mark, now).TotalSeconds;
        _mark = now;
        return seconds;
    }
}
