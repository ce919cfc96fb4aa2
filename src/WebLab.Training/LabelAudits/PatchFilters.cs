using WebLab.Data;
using WebLab.Data.Datasets;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>
/// Filters after Coates and Ng (2012): patches of the images drawn at random, set to mean 0 and deviation 1, whitened and of unit length.
/// Nothing is trained and no label is looked at.
/// </summary>
internal sealed class PatchFilters
{
    private const int SampledPatches = 20_000;

    // Coates and Ng's constants: 10 on the variance of pixels 0 to 255, and 0.1 on the eigenvalues.
    private const double Whitening = 0.1;

    /// <summary>Added to the variance of a patch whose pixels are 0 to 255.</summary>
    public const float PatchVariance = 10;

    private PatchFilters(int side, float[] weights, float[] offsets) => (Side, Weights, Offsets) = (side, weights, offsets);

    /// <summary>Rows and columns of a patch.</summary>
    public int Side { get; }

    /// <summary>Filter after filter, each channel by channel and row by row; the mean of each is 0.</summary>
    public float[] Weights { get; }

    /// <summary>What each filter answers to the mean patch.</summary>
    public float[] Offsets { get; }

    /// <summary>Draws filters.</summary>
    /// <param name="images">The images.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Of the draw.</param>
    public static PatchFilters Draw(ImageSet images, int count, ulong seed)
    {
        using var scope = NewDisposeScope();
        var side = Math.Min(6, Math.Min(images.Height, images.Width) / 2);
        var length = side * side * images.Channels;
        var stream = new RandomStream(seed);
        var drawn = Math.Max(SampledPatches, count);
        var values = new double[drawn * length];
        for (var i = 0; i < drawn; i++)
            Copy(images, stream, side, values.AsSpan(i * length, length));
        var patches = tensor(values, [drawn, length]);
        var mean = patches.mean([0]);
        var centred = patches - mean;
        var (eigenvalues, vectors) = linalg.eigh(centred.t().mm(centred).Over(drawn));
        var whitening = vectors.mul(eigenvalues.AtLeast(0).Plus(Whitening).rsqrt()).mm(vectors.t());
        var chosen = centred.narrow(0, 0, count).mm(whitening);
        var directions = chosen.div(chosen.norm(1, keepdim: true).AtLeast(1e-12)).mm(whitening);
        var offsets = directions.mv(mean);
        return new(
            side,
            directions.sub(directions.mean([1], keepdim: true)).to(ScalarType.Float32).data<float>().ToArray(),
            offsets.to(ScalarType.Float32).data<float>().ToArray()
        );
    }

    private static void Copy(ImageSet images, RandomStream stream, int side, Span<double> patch)
    {
        var image = images.Image(stream.NextInt(images.Count));
        var (top, left) = (stream.NextInt(images.Height - side + 1), stream.NextInt(images.Width - side + 1));
        var at = 0;
        var (sum, squares) = (0.0, 0.0);
        for (var channel = 0; channel < images.Channels; channel++)
        {
            for (var row = 0; row < side; row++)
            {
                for (var column = 0; column < side; column++)
                {
                    double value = image[(((channel * images.Height) + top + row) * images.Width) + left + column];
                    patch[at++] = value;
                    (sum, squares) = (sum + value, squares + (value * value));
                }
            }
        }
        var mean = sum / at;
        var deviation = Math.Sqrt((squares / at) - (mean * mean) + PatchVariance);
        foreach (ref var value in patch)
            value = (value - mean) / deviation;
    }
}
