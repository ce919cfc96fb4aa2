using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Training.Checkpoints;
using static TorchSharp.torch;

namespace WebLab.Training;

/// <summary>
/// Tells an observer of a training. The losses stay on the device and are read about every 100 ms in one go, since each read waits
/// for the device; the first is read at once, so that something is seen.
/// </summary>
internal sealed class TrainingReport : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly RunFacts _facts;
    private readonly ITrainingObserver _observer;
    private readonly TimeProvider _time;
    private readonly TrainingClock _clock;
    private readonly List<Tensor> _unreadLosses = [];
    private readonly List<long> _unreadTimes = [];
    private readonly int _trainCount;
    private readonly int _batchSize;
    private readonly double _guessLoss;
    private readonly Tensor? _correctOnline;
    private List<Point> _points = [];
    private long _lastRead;
    private int _epoch;
    private double _lossSum;
    private double _bestHoldOutAccuracy = double.NegativeInfinity;
    private RunResult? _result;

    public TrainingReport(RunSpec spec, RunFacts facts, int trainCount, Device device, ITrainingObserver observer, TimeProvider time)
    {
        _facts = facts;
        _observer = observer;
        _time = time;
        _clock = new(spec.Epochs, facts.StepsPerEpoch, trainCount, time);
        (_trainCount, _batchSize) = (trainCount, spec.BatchSize);
        _guessLoss = Math.Log(DatasetFacts.Of(spec.Dataset).Classes.Count);
        _correctOnline = spec.Regularisers.Augments() ? zeros(1, dtype: ScalarType.Int64, device: device) : null;
        observer.Started(facts);
    }

    /// <summary>Steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Points told.</summary>
    public long Reported { get; private set; }

    /// <summary>An epoch begins.</summary>
    /// <param name="epoch">1-based.</param>
    /// <param name="learningRate">Its learning rate.</param>
    public void EpochBegins(int epoch, double learningRate)
    {
        _epoch = epoch;
        _lossSum = 0;
        _correctOnline?.zero_();
        Add(Metric.LearningRate, learningRate);
        _clock.TrainingBegins();
    }

    /// <summary>A step is done.</summary>
    /// <param name="loss">Its mean cross-entropy against given labels, a scalar on the device.</param>
    /// <param name="logits">The network's outputs, images x classes.</param>
    /// <param name="labels">Given labels.</param>
    /// <exception cref="TrainingFailedException">One of the losses read is NaN or infinite.</exception>
    public void StepDone(Tensor loss, Tensor logits, Tensor labels)
    {
        Step++;
        _correctOnline?.Increase(logits.argmax(1).eq(labels).sum());
        // Out of every scope: a pause unwinds the epoch's before they are read.
        _unreadLosses.Add(loss.detach().DetachFromDisposeScope());
        _unreadTimes.Add(Now());
        if (Step == 1 || _time.GetElapsedTime(_lastRead) >= Interval)
        {
            ReadLosses();
            Tell();
        }
    }

    /// <summary>The steps of the epoch are done; its evaluation follows.</summary>
    /// <exception cref="TrainingFailedException">One of the losses read is NaN or infinite.</exception>
    public void EvaluationBegins()
    {
        ReadLosses();
        _clock.TrainingEnds();
    }

    /// <summary>An epoch is done.</summary>
    /// <param name="measures">What its evaluation found.</param>
    /// <param name="learningRate">Its learning rate.</param>
    /// <returns>The measures of the run so far.</returns>
    public RunResult EpochDone(EpochMeasures measures, double learningRate)
    {
        _clock.EvaluationEnds();
        // The images of the epoch in units of full batches: a last, smaller batch weighs as many images as it has.
        var trainLoss = _lossSum / ((double)_trainCount / _batchSize);
        var evaluation = new EpochEvaluation
        {
            TrainLoss = trainLoss,
            Train = measures.Train,
            TestAccuracy = measures.TestAccuracy,
            TestLoss = measures.TestLoss,
            HoldOutAccuracy = measures.HoldOutAccuracy,
            OnlineAccuracy = (double?)_correctOnline?.item<long>() / _trainCount,
            LearningRate = learningRate,
            ImagesPerSecond = _clock.EpochImagesPerSecond,
        };
        foreach (var metric in Metric.All.Where(metric => !metric.IsKnownAtStart))
            Add(metric, metric.Compute?.Invoke(evaluation));
        _result = Result(measures, trainLoss, _result) with
        {
            OnlineAccuracy = evaluation.OnlineAccuracy,
            Metrics = MeasuredMetrics.After(_result, evaluation, _epoch),
        };
        Tell();
        return _result;
    }

    /// <summary>Tells what has not been told yet.</summary>
    /// <exception cref="TrainingFailedException">One of the losses read is NaN or infinite.</exception>
    public void Flush()
    {
        ReadLosses();
        Tell();
    }

    /// <summary>Writes the sums of the epoch in hand, the times and the measures so far.</summary>
    /// <param name="writer">Of a checkpoint.</param>
    public void Save(BinaryWriter writer)
    {
        writer.Write(_lossSum);
        writer.Write(_bestHoldOutAccuracy);
        writer.Write(JsonSerializer.Serialize(_result, LabJson.Options));
        _clock.Save(writer);
        if (_correctOnline is not null)
            TensorState.Write(writer, _correctOnline);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">Of a checkpoint.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    public void Load(BinaryReader reader, Checkpoint checkpoint)
    {
        (_epoch, Step, Reported) = (checkpoint.Epoch, checkpoint.Step, checkpoint.Sequence);
        _lossSum = reader.ReadDouble();
        _bestHoldOutAccuracy = reader.ReadDouble();
        _result = JsonSerializer.Deserialize<RunResult?>(reader.ReadString(), LabJson.Tolerant);
        _clock.Load(reader);
        if (_correctOnline is not null)
            TensorState.ReadInto(reader, _correctOnline);
        _lastRead = _time.GetTimestamp();
    }

    public void Dispose()
    {
        _correctOnline?.Dispose();
        _unreadLosses.ForEach(loss => loss.Dispose());
    }

    private RunResult Result(EpochMeasures measures, double trainLoss, RunResult? before)
    {
        var best = before is null || measures.TestAccuracy > before.BestTestAccuracy;
        var fitted = trainLoss <= RunResult.FittedLoss;
        var bestHeldOut = measures.HoldOutAccuracy > _bestHoldOutAccuracy;
        if (bestHeldOut)
            _bestHoldOutAccuracy = measures.HoldOutAccuracy!.Value;
        return new()
        {
            Epochs = _epoch,
            Parameters = _facts.Parameters,
            Steps = Step,
            TrainLoss = trainLoss,
            TrainAccuracy = measures.Train.TrainAccuracy,
            CleanAccuracy = measures.Train.CleanAccuracy,
            MemorisedFraction = measures.Train.MemorisedFraction,
            TestAccuracy = measures.TestAccuracy,
            BestTestAccuracy = best ? measures.TestAccuracy : before!.BestTestAccuracy,
            BestTestEpoch = best ? _epoch : before!.BestTestEpoch,
            RealisedNoiseRate = _facts.RealisedNoiseRate,
            GivenLabelHash = _facts.GivenLabelHash,
            BestHoldOutEpoch = bestHeldOut ? _epoch : before?.BestHoldOutEpoch,
            EarlyStoppedTestAccuracy = bestHeldOut ? measures.TestAccuracy : before?.EarlyStoppedTestAccuracy,
            TimeToFitEpochs = before?.TimeToFitEpochs ?? (fitted ? _epoch : null),
            TimeToFitSteps = before?.TimeToFitSteps ?? (fitted ? Step : null),
            WaitedEpochs =
                before is not null && before.WaitedEpochs != before.Epochs ? before.WaitedEpochs
                : trainLoss >= _guessLoss - RunResult.NothingLearnt ? _epoch
                : _epoch - 1,
            ImagesPerSecond = _clock.ImagesPerSecond,
        };
    }

    /// <summary>How much of a batch the last one of an epoch is, above 0, at most 1.</summary>
    private double LastBatch => (double)(_trainCount - (_facts.StepsPerEpoch - 1) * _batchSize) / _batchSize;

    private void ReadLosses()
    {
        if (_unreadLosses.Count == 0)
            return;
        using var stacked = stack(_unreadLosses);
        using var onHost = stacked.cpu();
        var losses = onHost.data<float>().ToArray();
        var firstStep = Step - losses.Length + 1;
        for (var i = 0; i < losses.Length; i++)
        {
            _points.Add(new(Metric.StepLoss, firstStep + i, losses[i], _unreadTimes[i]));
            var isLast = (firstStep + i) % _facts.StepsPerEpoch == 0;
            _lossSum += isLast ? losses[i] * LastBatch : losses[i];
            _unreadLosses[i].Dispose();
        }
        _unreadLosses.Clear();
        _unreadTimes.Clear();
        _lastRead = _time.GetTimestamp();

        var fault = Array.FindIndex(losses, loss => !float.IsFinite(loss));
        if (fault < 0)
            return;
        Tell();
        var kind = float.IsNaN(losses[fault]) ? "NaN" : "infinite";
        throw new TrainingDivergedException(
            $"The training loss became {kind} in epoch {_epoch} at step {firstStep + fault}; a smaller learning rate may help."
        );
    }

    private void Tell()
    {
        Reported += _points.Count;
        _observer.Points(_points);
        _observer.Advanced(_clock.Progress(Step), _result);
        _points = [];
    }

    private void Add(Metric metric, double? value)
    {
        if (value is { } known)
            _points.Add(new(metric, Math.Max(Step, 1), (float)known, Now()));
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
