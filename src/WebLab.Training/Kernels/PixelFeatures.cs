using WebLab.Contracts.Specs;
using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>The pixels themselves, divided by 255 and not whitened, as the paper's first author took them.</summary>
internal sealed class PixelFeatures : IFeatureMap
{
    public int Parts => 1;

    public Tensor Apply(Tensor images, int part, CancellationToken cancel) => images.flatten(1).to(ScalarType.Float64);
}

internal sealed class LinearKernel : KernelDescriptor
{
    public override string Id => "linear-kernel";
    public override string Title => "Linear kernel";
    public override string Sentence => "The minimum-norm linear solution on the pixels, solved and not trained.";
    public override int Place => 20;
    public override bool TakesFeatures => true;
    public override bool IsDrawn => false;
    public override string FeatureCount => "inputs";

    public override IFeatureMap Features(RunSpec spec, KernelImages images) => new PixelFeatures();
}

internal sealed class GaussianKernel : KernelDescriptor
{
    public override string Id => "gaussian-kernel";
    public override string Title => "Gaussian kernel";
    public override string Sentence => "The minimum-norm solution with a Gaussian kernel on the pixels, solved and not trained.";
    public override int Place => 21;
    public override bool HasGamma => true;
    public override bool TakesFeatures => true;
    public override bool IsDrawn => false;
    public override string FeatureCount => "inputs";

    public override IFeatureMap Features(RunSpec spec, KernelImages images) => new PixelFeatures();
}
