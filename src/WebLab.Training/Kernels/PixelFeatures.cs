using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>The pixels themselves, divided by 255 and not whitened, as the paper's first author took them.</summary>
internal sealed class PixelFeatures : IFeatureMap
{
    public int Parts => 1;

    public Tensor Apply(Tensor images, int part, CancellationToken cancel) => images.flatten(1).to(ScalarType.Float64);
}
