using System.Numerics;
using System.Runtime.InteropServices;
using WebLab.Data.Datasets;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>
/// Features of images without any training: each 6x6 patch is answered by random filters, what exceeds a threshold up or down is kept, and
/// averaged over each quarter of the image. Eight features a filter.
/// </summary>
internal static class PatchFeatures
{
    private const float Threshold = 0.5f;
    private const int Quarters = 4;

    /// <summary>Features that a filter gives.</summary>
    public const int PerFilter = 2 * Quarters;

    /// <summary>Computes them, an image after the other on each of the threads.</summary>
    /// <param name="images">The images.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="isMirrored">Whether the mirror image counts as much: so for photographs, and not for written signs.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="done">Told now and then how many images are done, on the thread that calls.</param>
    /// <param name="cancel">Looked at before each image.</param>
    /// <returns>Images x features, float32, on the CPU.</returns>
    public static Tensor Of(ImageSet images, PatchFilters filters, bool isMirrored, int threads, Action<int> done, CancellationToken cancel)
    {
        var layout = new PatchLayout(images, filters.Side);
        var count = filters.Offsets.Length;
        var features = empty(images.Count, count * PerFilter, dtype: ScalarType.Float32);
        using var weights = tensor(filters.Weights, [count, layout.PatchLength]);
        var next = -1;
        OneThreadEach.Do(threads, Work, () => done(Math.Clamp(Volatile.Read(ref next), 0, images.Count)));
        return features;

        void Work()
        {
            var patches = new float[layout.PatchLength * layout.Positions];
            while (Interlocked.Increment(ref next) is var index && index < images.Count)
            {
                cancel.ThrowIfCancellationRequested();
                using var row = features[index];
                var pooled = MemoryMarshal.Cast<byte, float>(row.bytes);
                pooled.Clear();
                for (var side = 0; side < (isMirrored ? 2 : 1); side++)
                {
                    layout.Fill(images.Image(index), side == 1, patches);
                    using var columns = tensor(patches, [layout.PatchLength, layout.Positions]);
                    using var responses = weights.mm(columns);
                    Pool(MemoryMarshal.Cast<byte, float>(responses.bytes), layout, filters.Offsets, pooled);
                }
            }
        }
    }

    private static void Pool(ReadOnlySpan<float> responses, PatchLayout layout, float[] offsets, Span<float> pooled)
    {
        for (var filter = 0; filter < offsets.Length; filter++)
        {
            var first = filter * layout.Positions;
            for (var quarter = 0; quarter < Quarters; quarter++)
            {
                var length = layout.QuarterLengths[quarter];
                var (up, down) = Rectified(responses.Slice(first, length), offsets[filter]);
                pooled[(filter * PerFilter) + quarter] += up / length;
                pooled[(filter * PerFilter) + Quarters + quarter] += down / length;
                first += length;
            }
        }
    }

    private static (float Up, float Down) Rectified(ReadOnlySpan<float> responses, float offset)
    {
        var (high, low) = (offset + Threshold, offset - Threshold);
        var (up, down) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i <= responses.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var value = new Vector<float>(responses[i..]);
            up += Vector.Max(value - new Vector<float>(high), Vector<float>.Zero);
            down += Vector.Max(new Vector<float>(low) - value, Vector<float>.Zero);
        }
        var (sumUp, sumDown) = (Vector.Sum(up), Vector.Sum(down));
        for (; i < responses.Length; i++)
            (sumUp, sumDown) = (sumUp + Math.Max(responses[i] - high, 0), sumDown + Math.Max(low - responses[i], 0));
        return (sumUp, sumDown);
    }
}
