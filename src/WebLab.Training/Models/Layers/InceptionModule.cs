using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>The small Inception's inception module (paper, figure 3): a 1x1 and a 3x3 conv module side by side, merged in
/// channels.</summary>
internal sealed class InceptionModule : Module<Tensor, Tensor>
{
    private readonly ConvModule _narrow;
    private readonly ConvModule _wide;

    public InceptionModule(int inputs, int outputs1x1, int outputs3x3, bool batchNorm)
        : base(nameof(InceptionModule))
    {
        _narrow = new(inputs, outputs1x1, 1, batchNorm);
        _wide = new(inputs, outputs3x3, 3, batchNorm);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) => Rectifier.Features(cat([_narrow.forward(images), _wide.forward(images)], 1));
}
