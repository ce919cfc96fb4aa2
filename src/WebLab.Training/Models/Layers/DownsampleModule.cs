using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Models;

/// <summary>
/// The small Inception's downsample module (paper, figure 3): a 3x3 conv module and a 3x3 max pooling side by side, both with stride 2,
/// merged in channels. Both are padded alike, so that the pathways see the same windows; on an even side that is the mirror image of
/// TensorFlow's "SAME".
/// </summary>
internal sealed class DownsampleModule : Module<Tensor, Tensor>
{
    private readonly ConvModule _wide;

    public DownsampleModule(int inputs, int outputs3x3, bool batchNorm)
        : base(nameof(DownsampleModule))
    {
        _wide = new(inputs, outputs3x3, 3, batchNorm, stride: 2);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images) =>
        Rectifier.Features(cat([_wide.forward(images), max_pool2d(images, kernel_size: 3, stride: 2, padding: 1)], 1));
}
