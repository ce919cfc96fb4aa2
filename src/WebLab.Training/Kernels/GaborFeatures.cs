using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Kernels;

/// <summary>
/// Gabor wavelets of 8 orientations and 2 wavelengths on each channel: the amplitude of each, averaged over 4x4 pixels. The paper names
/// Gabor wavelets and no parameters. The whole is scaled to the mean squared length of the pixels, so that a gamma means about the same on
/// both.
/// </summary>
internal sealed class GaborFeatures : IFeatureMap
{
    /// <summary>The side of the squares that amplitudes are averaged over; what is left over at an edge is left out.</summary>
    public const int Pool = 4;

    private const int Orientations = 8,
        Side = 13,
        Batch = 250,
        Sample = 1_000;
    private static readonly double[] Wavelengths = [4, 8];

    private readonly Tensor _even,
        _odd;
    private readonly double _scale = 1;

    /// <summary>Makes the filters.</summary>
    /// <param name="train">The training images, N x channels x rows x columns, float32; the first of them give the scale.</param>
    public GaborFeatures(Tensor train)
    {
        _even = Filters(0).to(train.device);
        _odd = Filters(Math.PI / 2).to(train.device);
        using var scope = NewDisposeScope();
        var sample = train.narrow(0, 0, Math.Min(Sample, train.shape[0]));
        var pixels = sample.Squared().sum().item<float>();
        var features = Apply(sample, 0, CancellationToken.None).Squared().sum().item<double>();
        _scale = features > 0 ? Math.Sqrt(pixels / features) : 1;
    }

    public int Parts => 1;

    public Tensor Apply(Tensor images, int part, CancellationToken cancel) =>
        Batches.Apply(images, Batch, Amplitudes, cancel).Scale(_scale);

    private Tensor Amplitudes(Tensor images)
    {
        var planes = images.reshape(-1, 1, images.shape[2], images.shape[3]);
        var even = conv2d(planes, _even, padding: [Side / 2, Side / 2]);
        var odd = conv2d(planes, _odd, padding: [Side / 2, Side / 2]);
        return avg_pool2d(even.Squared().Plus(odd.Squared()).sqrt(), Pool).reshape(images.shape[0], -1);
    }

    /// <summary>One filter an orientation and wavelength, wavelengths x orientations x 1 x side x side, each with mean 0 and length
    /// 1.</summary>
    private static Tensor Filters(double phase)
    {
        var values = new float[Wavelengths.Length * Orientations * Side * Side];
        var next = 0;
        foreach (var wavelength in Wavelengths)
        {
            for (var orientation = 0; orientation < Orientations; orientation++)
            {
                var filter = Filter(wavelength, Math.PI * orientation / Orientations, phase);
                var mean = filter.Average();
                var length = Math.Sqrt(filter.Sum(value => (value - mean) * (value - mean)));
                foreach (var value in filter)
                    values[next++] = (float)((value - mean) / length);
            }
        }
        return tensor(values, [Wavelengths.Length * Orientations, 1, Side, Side]);
    }

    private static double[] Filter(double wavelength, double angle, double phase)
    {
        var filter = new double[Side * Side];
        var deviation = wavelength / 2;
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var (x, y) = (column - Side / 2, row - Side / 2);
                var along = x * Math.Cos(angle) + y * Math.Sin(angle);
                filter[row * Side + column] =
                    Math.Exp(-(x * x + y * y) / (2 * deviation * deviation)) * Math.Cos(2 * Math.PI * along / wavelength + phase);
            }
        }
        return filter;
    }
}

internal sealed class GaborKernel : KernelDescriptor
{
    public override string Id => "gabor-kernel";
    public override string Title => "Gaussian kernel on Gabor features";
    public override string Sentence => "The minimum-norm solution with a Gaussian kernel on Gabor wavelet features.";
    public override int Place => 23;
    public override bool HasGamma => true;
    public override bool IsDrawn => false;
    public override int MinSide => GaborFeatures.Pool;
    public override string FeatureCount => KernelFacts.GaborFeatures;

    public override IFeatureMap Features(RunSpec spec, KernelImages images) => new GaborFeatures(images.Train);
}
