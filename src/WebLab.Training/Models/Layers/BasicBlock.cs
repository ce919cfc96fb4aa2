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
    private readonly int _stride;

    public BasicBlock(int inputs, int outputs, int stride)
        : base(nameof(BasicBlock))
    {
        _first = new(inputs, outputs, 3, stride, rectifies: true);
        _second = new(outputs, outputs, 3, stride: 1, rectifies: false);
        // Not with the stride: the backward pass of oneDNN's 1x1 convolution over every second pixel writes behind its workspace where an
        // image has fewer channels than a vector (uxlfoundation/oneDNN#6035). Gradients are wrong, and the process crashes some time later.
        if (stride != 1 || inputs != outputs)
            _shortcut = new(inputs, outputs, 1, stride: 1, rectifies: false);
        _stride = stride;
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var residual = _second.forward(_first.forward(images));
        return Rectifier.Relu(residual.Plus(_shortcut?.forward(Thinned(images)) ?? images));
    }

    private Tensor Thinned(Tensor images) =>
        _stride == 1 ? images : images.slice(2, 0, images.shape[2], _stride).slice(3, 0, images.shape[3], _stride);
}
