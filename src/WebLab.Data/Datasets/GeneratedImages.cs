using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets.Generation;

namespace WebLab.Data.Datasets;

/// <summary>
/// The built-in data set: ten classes of 32x32 colour images, drawn from a fixed seed. Image i depends only on its split and i, so
/// images are drawn in parallel and the first n are the same however many are asked for.
/// </summary>
public static class GeneratedImages
{
    private const int Side = 32,
        Channels = 3,
        ImageLength = Side * Side * Channels;

    // Fixed for ever: another value would be another data set.
    private const ulong TrainSeed = 0x57656C4C61627472,
        TestSeed = 0x57656C4C61627465;

    private static readonly int Classes = DatasetFacts.Of(DatasetName.Generated).Classes.Count;

    /// <summary>Draws the first training images.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="drawn">A folder that keeps what was drawn; null for none.</param>
    public static ImageSet DrawTrain(int count, string? drawn = null) => First(new(drawn, "train"), TrainSeed, count);

    /// <summary>Draws the first test images.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="drawn">A folder that keeps what was drawn; null for none.</param>
    public static ImageSet DrawTest(int count, string? drawn = null) => First(new(drawn, "test"), TestSeed, count);

    private static ImageSet First(DrawnImages kept, ulong seed, int count)
    {
        var (pixels, labels) = kept.First(count, ImageLength, () => Draw(seed, 0, count));
        return new(Side, Side, Channels, pixels, labels);
    }

    /// <summary>The first training images, each drawn when it is asked for.</summary>
    /// <param name="count">At least 1.</param>
    public static ImageSet OpenTrain(int count) => Open(TrainSeed, count);

    /// <summary>The first test images, each drawn when it is asked for.</summary>
    /// <param name="count">At least 1.</param>
    public static ImageSet OpenTest(int count) => Open(TestSeed, count);

    private static ImageSet Open(ulong seed, int count) =>
        new(
            Side,
            Side,
            Channels,
            (first, pixels) => Draw(seed, first, pixels.Length / ImageLength).Pixels.CopyTo(pixels),
            [.. Enumerable.Range(0, count).Select(i => Label(seed, i).Class)]
        );

    private static (byte[] Pixels, byte[] Labels) Draw(ulong seed, int first, int count)
    {
        var pixels = new byte[count * ImageLength];
        var labels = new byte[count];
        Parallel.For(
            0,
            count,
            i =>
            {
                (labels[i], var random) = Label(seed, first + i);
                new Picture(labels[i], random).Paint(Side, random, pixels.AsSpan(i * ImageLength, ImageLength));
            }
        );
        return (pixels, labels);
    }

    /// <summary>An image's class, and the stream that draws the rest of it.</summary>
    private static (byte Class, RandomStream Random) Label(ulong seed, int index)
    {
        var random = RandomStream.ForItem(seed, index);
        return ((byte)random.NextInt(Classes), random);
    }
}
