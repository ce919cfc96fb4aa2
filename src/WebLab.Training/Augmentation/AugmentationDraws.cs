using WebLab.Data;
using static TorchSharp.torch;

namespace WebLab.Training.Augmentation;

/// <summary>
/// What one epoch's augmentation draws for each training image, on the device. All of it is drawn whatever the spec uses, so that turning
/// one regulariser on leaves the draws of the others as they were.
/// </summary>
/// <param name="Top">Row at which the crop begins, int64.</param>
/// <param name="Left">Column at which the crop begins, int64.</param>
/// <param name="Flipped">Whether the image is flipped.</param>
/// <param name="Angle">The rotation as a share of the greatest angle, -1 to 1.</param>
internal sealed record AugmentationDraws(Tensor Top, Tensor Left, Tensor Flipped, Tensor Angle) : IDisposable
{
    /// <summary>Draws for every image.</summary>
    /// <param name="random">The epoch's stream.</param>
    /// <param name="images">How many.</param>
    /// <param name="tops">Rows at which a crop may begin, at least 1.</param>
    /// <param name="lefts">Columns at which a crop may begin, at least 1.</param>
    /// <param name="device">Where they are used.</param>
    public static AugmentationDraws Draw(RandomStream random, int images, int tops, int lefts, Device device)
    {
        var (top, left, flipped, angle) = (new long[images], new long[images], new bool[images], new float[images]);
        for (var i = 0; i < images; i++)
        {
            top[i] = random.NextInt(tops);
            left[i] = random.NextInt(lefts);
            flipped[i] = random.NextInt(2) == 1;
            angle[i] = (float)random.NextDouble(-1, 1);
        }
        return new(
            tensor(top, device: device),
            tensor(left, device: device),
            tensor(flipped, device: device),
            tensor(angle, device: device)
        );
    }

    /// <summary>The draws of some images.</summary>
    /// <param name="rows">Their indices, int64, on the device.</param>
    public AugmentationDraws Select(Tensor rows) =>
        new(Top.index_select(0, rows), Left.index_select(0, rows), Flipped.index_select(0, rows), Angle.index_select(0, rows));

    public void Dispose()
    {
        Top.Dispose();
        Left.Dispose();
        Flipped.Dispose();
        Angle.Dispose();
    }
}
