using WebLab.Contracts.Curves;
using WebLab.Contracts.Examples;
using WebLab.Data.Examples;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training;

/// <summary>Measures a network in evaluation mode.</summary>
internal static class Evaluation
{
    // On a CPU small Inception evaluates three times faster in batches of 128 than of 2,048, whose activations fall out of the caches; a
    // GPU is bound by launches below a few thousand images.
    internal const int CpuBatch = 128;
    private const int GpuBatch = 2_048;

    /// <summary>How many images are best evaluated at a time.</summary>
    /// <param name="device">Where.</param>
    internal static int BatchOn(Device device) => device.type == TorchSharp.DeviceType.CPU ? CpuBatch : GpuBatch;

    /// <summary>Measures everything that an epoch ends with, each image seen once.</summary>
    /// <param name="network">The network; it is left in evaluation mode.</param>
    /// <param name="data">The images.</param>
    /// <param name="recording">Records the examples; null for nothing.</param>
    /// <param name="showings">What the epoch's batches predicted; null where nothing is recorded.</param>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="cancel">Looked at after each batch.</param>
    public static EpochMeasures Measure(
        Module<Tensor, Tensor> network,
        TrainingData data,
        ExampleRecording? recording,
        Showings? showings,
        int epoch,
        int step,
        CancellationToken cancel
    )
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        network.eval();
        var keepsLogits = recording?.ReadsLogits(RecordedSplit.Train) == true;
        var test = Predict(network, data.Test, recording?.ReadsLogits(RecordedSplit.Test) == true, cancel);
        var train = Predict(network, data.Train, keepsLogits, cancel);
        var heldOut = data.HeldOut is null ? null : Predict(network, data.HeldOut, keepsLogits, cancel);
        var leftOut = data.LeftOut is null || recording is null ? null : Predict(network, data.LeftOut, keepsLogits, cancel);
        var measures = new EpochMeasures(
            Shares(train.Predictions, data.Train),
            Accuracy(test.Predictions, data.Test),
            test.Loss.item<double>() / data.Test.Count,
            heldOut is null ? null : Accuracy(heldOut.Predictions, data.HeldOut!)
        );
        recording?.Add(epoch, step, split => split switch
            {
                RecordedSplit.Train => OfTrain(data, [(data.Train, train), (data.HeldOut, heldOut), (data.LeftOut, leftOut)], showings),
                RecordedSplit.Test => OfTest(data, test),
                _ => throw new InvalidOperationException($"There are no examples {(int)split}."),
            });
        return measures;
    }

    private static EvaluatedExamples OfTrain(TrainingData data, (DeviceImages? Images, Outputs? Outputs)[] all, Showings? showings)
    {
        var count = data.HeldOutMask.Length;
        (DeviceImages, Outputs)[] parts = [.. all.Where(part => part.Outputs is not null).Select(part => (part.Images!, part.Outputs!))];
        return new(
            Predictions(parts, count),
            data.GivenLabels,
            data.TrueLabels,
            data.HeldOutMask,
            () => Logits(parts, count),
            showings?.ByOriginalIndex(count)
        );
    }

    private static EvaluatedExamples OfTest(TrainingData data, Outputs test)
    {
        var count = data.TestLabels.Length;
        (DeviceImages, Outputs)[] parts = [(data.Test, test)];
        return new(Predictions(parts, count), data.TestLabels, data.TestLabels, new bool[count], () => Logits(parts, count));
    }

    /// <summary>What was predicted, by original index: rows of the training set, of what is held out and of what is left out are put
    /// back into their places.</summary>
    private static int[] Predictions((DeviceImages Images, Outputs Outputs)[] parts, int count)
    {
        var predictions = new int[count];
        Array.Fill(predictions, -1);
        foreach (var (images, outputs) in parts)
        {
            using var onHost = outputs.Predictions.cpu();
            var row = 0;
            foreach (var prediction in onHost.data<long>())
                predictions[images.Indices[row++]] = (int)prediction;
        }
        return predictions;
    }

    /// <summary>The outputs likewise, examples x classes.</summary>
    private static float[,] Logits((DeviceImages Images, Outputs Outputs)[] parts, int count)
    {
        var classes = (int)parts[0].Outputs.Logits!.shape[1];
        var logits = new float[count, classes];
        foreach (var (images, outputs) in parts)
        {
            using var onHost = outputs.Logits!.cpu();
            var next = 0;
            foreach (var value in onHost.data<float>())
            {
                logits[images.Indices[next / classes], next % classes] = value;
                next++;
            }
        }
        return logits;
    }

    private static TrainShares Shares(Tensor predictions, DeviceImages train)
    {
        var corrupted = train.GivenLabels.ne(train.TrueLabels);
        var asGiven = predictions.eq(train.GivenLabels);
        var asTrue = predictions.eq(train.TrueLabels);
        var counts = stack([
                corrupted.sum(),
                asGiven.sum(),
                asTrue.sum(),
                asGiven.logical_and(corrupted).sum(),
                asTrue.logical_and(corrupted).sum(),
            ])
            .cpu()
            .data<long>()
            .ToArray();
        return new(train.Count, counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    private static double Accuracy(Tensor predictions, DeviceImages images) =>
        (double)predictions.eq(images.GivenLabels).sum().item<long>() / images.Count;

    private static Outputs Predict(Module<Tensor, Tensor> network, DeviceImages images, bool keepsLogits, CancellationToken cancel)
    {
        var batch = BatchOn(images.Device);
        var predictions = zeros_like(images.GivenLabels);
        var loss = zeros(1, dtype: ScalarType.Float64, device: predictions.device);
        var kept = new List<Tensor>();
        for (var start = 0; start < images.Count; start += batch)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(batch, images.Count - start);
            var logits = network.forward(images.Slice(start, count));
            predictions.narrow(0, start, count).copy_(logits.argmax(1));
            loss.Increase(functional.cross_entropy(logits, images.GivenLabels.narrow(0, start, count), reduction: Reduction.Sum));
            if (keepsLogits)
                kept.Add(logits.MoveToOuterDisposeScope());
        }
        return new(predictions, loss, keepsLogits ? cat(kept) : null);
    }

    /// <summary>A network's outputs on some images.</summary>
    /// <param name="Predictions">The class with the greatest output for each.</param>
    /// <param name="Loss">The cross-entropy against given labels, summed over the images.</param>
    /// <param name="Logits">Images x classes, where they are kept.</param>
    private sealed record Outputs(Tensor Predictions, Tensor Loss, Tensor? Logits);
}
