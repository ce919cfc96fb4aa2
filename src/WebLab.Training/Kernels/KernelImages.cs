using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Preprocessing;
using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>
/// A kernel run's images on its device: divided by 255, not whitened, as the paper's first author took MNIST (those of CIFAR-10 are cropped
/// as for the networks, so that both see the same pixels).
/// </summary>
internal sealed class KernelImages : IDisposable
{
    public KernelImages(RunSpec spec, CorruptedSet data, Device device)
    {
        using var scope = NewDisposeScope();
        Train = Pixels(data.Train, device).MoveToOuterDisposeScope();
        Test = Pixels(data.Test, device).MoveToOuterDisposeScope();
        Targets = nn
            .functional.one_hot(tensor(data.GivenLabels, dtype: ScalarType.Int64), DatasetFacts.Of(spec.Dataset).Classes.Count)
            .to(ScalarType.Float64)
            .to(device)
            .MoveToOuterDisposeScope();
    }

    /// <summary>N x channels x rows x columns, float32.</summary>
    public Tensor Train { get; }

    /// <summary>N x channels x rows x columns, float32.</summary>
    public Tensor Test { get; }

    /// <summary>One row a training image, 1 at its given label and 0 elsewhere, float64.</summary>
    public Tensor Targets { get; }

    public int TrainCount => (int)Train.shape[0];

    public int TestCount => (int)Test.shape[0];

    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
        Targets.Dispose();
    }

    private static Tensor Pixels(PixelSet images, Device device) =>
        tensor(images.Values, [images.Count, images.Channels, images.Height, images.Width]).to(device);
}
