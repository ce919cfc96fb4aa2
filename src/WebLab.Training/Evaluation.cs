using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training;

/// <summary>Measures a network in evaluation mode.</summary>
internal static class Evaluation
{
    // On a CPU small Inception evaluates three times faster in batches of 128 than of 2,048, whose activations fall out of the caches; a
    // GPU
    // is bound by launches below a few thousand images.
    private const int CpuBatch = 128,
        GpuBatch = 2_048;

    /// <summary>Measures everything that an epoch ends with, each image seen once.</summary>
    /// <param name="network">The network; it is left in evaluation mode.</param>
    /// <param name="data">The images.</param>
    /// <param name="cancel">Looked at after each batch.</param>
    public static EpochMeasures Measure(Module<Tensor, Tensor> network, TrainingData data, CancellationToken cancel)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        network.eval();
        var (testPredictions, testLoss) = Predict(network, data.Test, cancel);
        return new(
            Shares(network, data.Train, cancel),
            Accuracy(testPredictions, data.Test),
            testLoss.item<double>() / data.Test.Count,
            data.HeldOut is { } heldOut ? Accuracy(Predict(network, heldOut, cancel).Predictions, heldOut) : null
        );
    }

    private static TrainShares Shares(Module<Tensor, Tensor> network, DeviceImages train, CancellationToken cancel)
    {
        var (predictions, _) = Predict(network, train, cancel);
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

    /// <summary>The class with the greatest output for each image, and the cross-entropy against given labels summed over the
    /// images.</summary>
    private static (Tensor Predictions, Tensor Loss) Predict(Module<Tensor, Tensor> network, DeviceImages images, CancellationToken cancel)
    {
        var batch = images.GivenLabels.device.type == TorchSharp.DeviceType.CPU ? CpuBatch : GpuBatch;
        var predictions = zeros_like(images.GivenLabels);
        var loss = zeros(1, dtype: ScalarType.Float64, device: predictions.device);
        for (var start = 0; start < images.Count; start += batch)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = Math.Min(batch, images.Count - start);
            var logits = network.forward(images.Slice(start, count));
            predictions.narrow(0, start, count).copy_(logits.argmax(1));
            loss.add_(functional.cross_entropy(logits, images.GivenLabels.narrow(0, start, count), reduction: Reduction.Sum));
        }
        return (predictions, loss);
    }
}
