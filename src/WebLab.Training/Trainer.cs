using TorchSharp;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Data.Corruption;
using WebLab.Science.Specs;
using WebLab.Training.Analyses;
using WebLab.Training.Checkpoints;
using WebLab.Training.Losses;
using WebLab.Training.Models;
using WebLab.Training.Optimization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training;

/// <summary>Trains a network from a spec.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains until the spec's last epoch, or until one of its rules ends the run earlier. The same spec on the same device with the same
    /// number of threads gives the same curve, paused and resumed or not. Blocks its thread, which must not train anything else meanwhile.
    /// </summary>
    /// <param name="spec">A checked spec.</param>
    /// <param name="data">What <see cref="Corruptor.Apply"/> made of it.</param>
    /// <param name="device">Where.</param>
    /// <param name="observer">Who hears of it; called on this thread.</param>
    /// <param name="control">What may be asked of it meanwhile, and the checkpoint that it goes on from.</param>
    /// <returns>The measures of the last whole epoch.</returns>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    /// <exception cref="TrainingPausedException">The training was paused.</exception>
    /// <exception cref="CheckpointException">The checkpoint is none of this training.</exception>
    /// <exception cref="TrainingFailedException">The training loss became NaN or infinite.</exception>
    public static RunResult Train(
        RunSpec spec,
        CorruptedSet data,
        ComputeDevice device,
        ITrainingObserver observer,
        TrainingControl control
    )
    {
        using var scope = NewDisposeScope();
        using var trainingData = new TrainingData(spec, data, device.Torch);
        var train = trainingData.Train;
        var augmentationSeed = Seeds.Derive(spec.Seed, Seeds.Augmentation);
        using var generator = new Generator(augmentationSeed, device.Torch);
        using var network = Networks.Create(spec, trainingData.Shape, generator).to(device.Torch);
        using var precision = TrainingPrecision.Of(spec, device);
        using var objective = LossRegistry
            .Of(spec)
            .Create(new(spec, data.GivenLabels.Length, DatasetFacts.Of(spec.Dataset).Classes.Count, device.Torch, CreatePeer));
        using var optimizer = Sgd.Of(spec, network);
        var facts = new RunFacts(
            Networks.CountParameters(network),
            (train.Count + spec.BatchSize - 1) / spec.BatchSize,
            trainingData.RealisedNoiseRate,
            data.GivenLabelHash,
            device.Name,
            device.Threads,
            data.LeftOut
        );
        using var report = new TrainingReport(spec, facts, train.Count, device.Torch, observer, TimeProvider.System);
        var earlyStopping = new EarlyStopping(spec.Regularisers.Patience);

        using var showings = control.Examples is null ? null : new Showings(train);

        var checkpoints = new Checkpointing(
            new(spec, facts, network, optimizer, generator, report, earlyStopping, objective, showings),
            control,
            KeptNetworks.Epochs(spec),
            TimeProvider.System
        );
        if (control.From is null)
            StartingWeights.Read(spec, control.Networks, network);
        var (epoch, first) = checkpoints.Resume();
        control.Examples?.Begin(
            epoch,
            DatasetFacts.Of(spec.Dataset).Classes.Count,
            data.GivenLabelHash,
            trainingData.HeldOutMask,
            data.GivenLabels,
            data.TrueLabels,
            data.TestLabels
        );

        var parts = control.Parts;
        parts?.Begin();
        try
        {
            for (; ; epoch++, first = 0)
            {
                using var epochScope = NewDisposeScope();
                var learningRate = spec.LearningRate * Math.Pow(spec.LearningRateDecay, epoch - 1);
                var order = trainingData.BeginEpoch(epoch, first);
                network.train();
                if (first == 0)
                {
                    generator.manual_seed((long)RandomStream.ForItem(augmentationSeed, epoch).NextUInt64());
                    report.EpochBegins(epoch, learningRate);
                    showings?.EpochBegins();
                }
                while (first < train.Count)
                {
                    using var stepScope = NewDisposeScope();
                    var rows = order.narrow(0, first, Math.Min(spec.BatchSize, train.Count - first));
                    var labels = train.GivenLabels.index_select(0, rows);
                    var step = new LossStep(epoch, report.Step + 1, learningRate, trainingData.Originals(rows), labels);
                    var images = objective.Prepare(trainingData.Batch(rows), step);
                    parts?.Add(TrainingPart.Data);
                    var logits = precision.Forward(network, images);
                    // The loss that is shown, whatever the network is trained on: "time to fit" means the same for all.
                    var crossEntropy = cross_entropy(logits, labels);
                    var loss = objective.Of(images, logits, crossEntropy, step);
                    parts?.Add(TrainingPart.Forward);
                    optimizer.ClearGradients();
                    loss.backward();
                    parts?.Add(TrainingPart.Backward);
                    optimizer.Step(learningRate);
                    parts?.Add(TrainingPart.Optimiser);
                    first += spec.BatchSize;
                    report.StepDone(crossEntropy, logits, labels);
                    showings?.StepDone(rows, logits);
                    parts?.Add(TrainingPart.Reporting);
                    control.Interrupt.ThrowIfCancellationRequested();
                    checkpoints.StepDone(epoch, first);
                    parts?.Add(TrainingPart.Checkpoints);
                }
                precision.Rest();
                report.EvaluationBegins();
                parts?.Add(TrainingPart.Reporting);
                var measures = Evaluation.Measure(network, trainingData, control.Examples, showings, epoch, report.Step, control.Interrupt);
                parts?.Add(TrainingPart.Evaluation);
                var result = report.EpochDone(measures, learningRate);
                parts?.Add(TrainingPart.Reporting);
                var isFitted = result.TimeToFitEpochs is not null && result.TrainAccuracy >= RunResult.FittedAccuracy;
                if (
                    epoch == spec.Epochs
                    || (spec.StopWhenFitted && isFitted)
                    || earlyStopping.Stops(measures.HoldOutAccuracy)
                    || control.IsStopAsked
                )
                {
                    checkpoints.Save(epoch, first, isFinal: true);
                    return result;
                }
                checkpoints.EpochDone(epoch, first);
                parts?.Add(TrainingPart.Checkpoints);
            }
        }
        catch (OperationCanceledException) when (control.IsPausing)
        {
            // Evaluation draws and changes nothing: a training that is paused in it measures again when it is resumed.
            checkpoints.Save(epoch, first);
            throw new TrainingPausedException();
        }

        nn.Module<Tensor, Tensor> CreatePeer() =>
            precision.Peer(Networks.Create(spec, trainingData.Shape, generator, Seeds.PeerInitialisation).to(device.Torch));
    }
}
