using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>A convolution without bias and its batch norm, with gain and offset and PyTorch's constants.</summary>
internal sealed class NormedConvolution : Module<Tensor, Tensor>, INormedLayer
{
    private const double Epsilon = 1e-5,
        Momentum = 0.1;

    private readonly Parameter _weight;
    private readonly Parameter _gain;
    private readonly Parameter _bias;
    private readonly Tensor _runningMean;
    private readonly Tensor _runningVariance;
    private readonly long[] _strides;
    private readonly long[] _padding;
    private readonly bool _rectifies;

    public NormedConvolution(int inputs, int outputs, int side, int stride, bool rectifies)
        : base(nameof(NormedConvolution))
    {
        _weight = ConvWeights.Zeros(outputs, inputs, side);
        _gain = new Parameter(ones(outputs));
        _bias = new Parameter(zeros(outputs));
        _runningMean = zeros(outputs);
        _runningVariance = ones(outputs);
        _strides = [stride, stride];
        _padding = [side / 2, side / 2];
        _rectifies = rectifies;
        RegisterComponents();
    }

    double INormedLayer.Epsilon => Epsilon;

    public override Tensor forward(Tensor images)
    {
        var normed = batch_norm(
            conv2d(images, _weight, strides: _strides, padding: _padding),
            _runningMean,
            _runningVariance,
            _gain,
            _bias,
            training,
            Momentum,
            Epsilon
        );
        return _rectifies ? Rectifier.Relu(normed) : normed;
    }
}
