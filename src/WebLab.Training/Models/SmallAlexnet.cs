using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>
/// The small AlexNet (paper, appendix A): two modules of 5x5 convolution, 3x3 max pooling and local response normalisation, then
/// 384 and 192 hidden units. The 64 channels follow from the paper's parameter count.
/// </summary>
internal sealed class SmallAlexnet : Module<Tensor, Tensor>
{
    private const int Channels = 64;
    private static readonly long[] SamePadding = [2, 2];

    private readonly Parameter _weight1;
    private readonly Parameter _bias1;
    private readonly Parameter _weight2;
    private readonly Parameter _bias2;
    private readonly LocalResponseNorm _norm;
    private readonly Linear _hidden1;
    private readonly Linear _hidden2;
    private readonly Linear _outputs;
    private readonly Dropout _dropout;

    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public SmallAlexnet(int channels, int classes, Dropout dropout)
        : base(nameof(SmallAlexnet))
    {
        _weight1 = ConvWeights.Zeros(Channels, channels, 5);
        _bias1 = new Parameter(zeros(Channels));
        _weight2 = ConvWeights.Zeros(Channels, Channels, 5);
        _bias2 = new Parameter(zeros(Channels));
        _norm = new(Channels);
        _hidden1 = Linear(7 * 7 * Channels, 384);
        _hidden2 = Linear(384, 192);
        _outputs = Linear(192, classes);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        images = _norm.forward(PoolAndRectify(conv2d(images, _weight1, _bias1, padding: SamePadding)));
        images = _norm.forward(PoolAndRectify(conv2d(images, _weight2, _bias2, padding: SamePadding)));
        // Rows x columns x channels, as the images lie in memory: no copy.
        var units = images.permute(0, 2, 3, 1).flatten(1);
        units = relu(_hidden1.forward(units), inplace: true);
        units = relu(_hidden2.forward(units), inplace: true);
        return _outputs.forward(_dropout.forward(units));
    }

    /// <summary>The paper rectifies first; both orders give the same numbers, this one touches a quarter of them.</summary>
    private static Tensor PoolAndRectify(Tensor images) =>
        relu(max_pool2d(images, kernel_size: 3, stride: 2, ceil_mode: true), inplace: true);
}
