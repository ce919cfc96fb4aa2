using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>
/// The small Inception's conv module (paper, figure 3): convolution, batch norm, ReLU. Its batch norm has a beta but no gamma, and the
/// convolution no bias, as the TensorFlow layers of the time did by default: only so, and with conv + bias where batch norm is removed,
/// do both variants count the paper's 1,649,402 (paper.md 1.4).
/// </summary>
internal sealed class ConvModule : Module<Tensor, Tensor>, INormedLayer
{
    // TensorFlow's default epsilon. Its default decay of 0.999 would leave the running moments of a run of a few hundred steps near their
    // start, and evaluation poor; a momentum of 0.1 (decay 0.9) follows within tens of steps.
    private const double Epsilon = 1e-3,
        Momentum = 0.1;

    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Tensor? _runningMean;
    private readonly Tensor? _runningVariance;
    private readonly long[] _strides;
    private readonly long[] _padding;

    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="side">1 or 3: the side of the window; edges are padded so that stride 1 keeps the image's size.</param>
    /// <param name="batchNorm">Whether batch norm stands between convolution and ReLU.</param>
    /// <param name="stride">1, or 2 to halve the image.</param>
    public ConvModule(int inputs, int outputs, int side, bool batchNorm, int stride = 1)
        : base(nameof(ConvModule))
    {
        _weight = ConvWeights.Zeros(outputs, inputs, side);
        _bias = new Parameter(zeros(outputs));
        _strides = [stride, stride];
        _padding = [side / 2, side / 2];
        if (batchNorm)
        {
            _runningMean = zeros(outputs);
            _runningVariance = ones(outputs);
        }
        RegisterComponents();
    }

    double INormedLayer.Epsilon => Epsilon;

    public override Tensor forward(Tensor images)
    {
        if (_runningMean is null)
            return Rectifier.Relu(conv2d(images, _weight, _bias, _strides, _padding));
        var convolved = conv2d(images, _weight, strides: _strides, padding: _padding);
        return Rectifier.Relu(
            batch_norm(convolved, _runningMean, _runningVariance!, bias: _bias, training: training, momentum: Momentum, eps: Epsilon)
        );
    }
}
