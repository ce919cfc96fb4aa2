using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>A residual block of two 3x3 convolutions (He et al. 2016): what they give is added to the image, which a 1x1 convolution
/// brings to the same shape where it must.</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly NormedConvolution _first;
    private readonly NormedConvolution _second;
    private readonly NormedConvolution? _shortcut;

    public BasicBlock(int inputs, int outputs, int stride)
        : base(nameof(BasicBlock))
    {
        _first = new(inputs, outputs, 3, stride, rectifies: true);
        _second = new(outputs, outputs, 3, stride: 1, rectifies: false);
        if (stride != 1 || inputs != outputs)
            _shortcut = new(inputs, outputs, 1, stride, rectifies: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var residual = _second.forward(_first.forward(images));
        return Rectifier.Relu(residual.Plus(_shortcut?.forward(images) ?? images));
    }
}
