using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>Applies a map to images a batch at a time, so that what lies between image and feature stays in the caches.</summary>
internal static class Batches
{
    /// <summary>Applies it.</summary>
    /// <param name="images">N x channels x rows x columns.</param>
    /// <param name="batch">Images at a time.</param>
    /// <param name="map">From a batch to batch x features, float32.</param>
    /// <param name="cancel">Looked at before each batch.</param>
    /// <returns>N x features, float64.</returns>
    public static Tensor Apply(Tensor images, int batch, Func<Tensor, Tensor> map, CancellationToken cancel)
    {
        Tensor? features = null;
        for (var first = 0L; first < images.shape[0]; first += batch)
        {
            cancel.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var mapped = map(images.narrow(0, first, Math.Min(batch, images.shape[0] - first)));
            features ??= empty(images.shape[0], mapped.shape[1], dtype: ScalarType.Float64, device: images.device)
                .MoveToOuterDisposeScope();
            features.narrow(0, first, mapped.shape[0]).copy_(mapped);
        }
        return features!;
    }
}
