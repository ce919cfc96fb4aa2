using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data;
using static TorchSharp.torch;

namespace WebLab.Training.Augmentation;

/// <summary>
/// Draws training images anew each epoch (paper, section 3: random crop, left-right flip, rotation), a whole batch at a time on the device,
/// and whitens them last, as TensorFlow's input pipeline does. Labels stay as they are.
/// </summary>
/// <remarks>The paper crops 28x28 out of CIFAR-10's 32x32. An image that a network gets whole keeps its size: black is put around it by an
/// eighth of its side, and a window of its own size is cut out (He et al. 2016, section 4.2: 4 pixels around 32x32).</remarks>
internal sealed class Augmentor : IDisposable
{
    private readonly Regularisers _regularisers;
    private readonly ulong _seed;
    private readonly int _height,
        _width,
        _rowsAround,
        _columnsAround;
    private AugmentationDraws? _draws;

    /// <param name="spec">A spec that augments.</param>
    /// <param name="stored">The training images, divided by 255, not whitened; the augmentor's from here on.</param>
    public Augmentor(RunSpec spec, DeviceImages stored)
    {
        Stored = stored;
        _regularisers = spec.Regularisers;
        _seed = Seeds.Derive(spec.Seed, Seeds.Augmentation);
        var facts = DatasetFacts.Of(spec.Dataset);
        (_height, _width) = (facts.InputHeight, facts.InputWidth);
        if (_regularisers.RandomCrop && !facts.IsCropped)
            (_rowsAround, _columnsAround) = (Around(_height), Around(_width));
    }

    /// <summary>The training images that it draws from.</summary>
    public DeviceImages Stored { get; }

    /// <summary>Draws an epoch. Each has a stream of its own, so that a run can be resumed at any epoch.</summary>
    /// <param name="epoch">1-based.</param>
    public void BeginEpoch(int epoch)
    {
        _draws?.Dispose();
        _draws = AugmentationDraws.Draw(
            RandomStream.ForItem(_seed, epoch),
            Stored.Count,
            Stored.Height + (2 * _rowsAround) - _height + 1,
            Stored.Width + (2 * _columnsAround) - _width + 1,
            Stored.Device
        );
        foreach (var drawn in new[] { _draws.Top, _draws.Left, _draws.Flipped, _draws.Angle })
            drawn.DetachFromDisposeScope();
    }

    /// <summary>Images as this epoch shows them, N x channels x rows x columns, whitened.</summary>
    /// <param name="rows">Their indices, int64, on the device.</param>
    public Tensor Batch(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var images = Stored.Select(rows);
        using var draws = _draws!.Select(rows);
        if (_regularisers.RandomCrop)
        {
            images = ImageTransforms.Pad(images, _rowsAround, _columnsAround);
            images = ImageTransforms.Crop(images, draws.Top, draws.Left, _height, _width);
        }
        if (_regularisers.HorizontalFlip)
            images = ImageTransforms.Flip(images, draws.Flipped);
        if (_regularisers.Rotation > 0)
            images = ImageTransforms.Rotate(images, draws.Angle.Times(_regularisers.Rotation));
        return ImageTransforms.Whiten(images).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _draws?.Dispose();
        Stored.Dispose();
    }

    private static int Around(int side) => (side + 7) / 8;
}
