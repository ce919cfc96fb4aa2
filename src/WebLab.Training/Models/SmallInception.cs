using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>The small Inception (paper, figure 3). Without batch norm it is "exactly the same, except with all the batch normalization
/// layers removed".</summary>
internal sealed class SmallInception : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> _modules;
    private readonly Linear _outputs;
    private readonly Dropout _dropout;

    /// <param name="channels">Channels of the images.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="batchNorm">Whether its conv modules have batch norm.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public SmallInception(int channels, int classes, bool batchNorm, Dropout dropout)
        : base(nameof(SmallInception))
    {
        _modules =
        [
            new ConvModule(channels, 96, 3, batchNorm),
            new InceptionModule(96, 32, 32, batchNorm),
            new InceptionModule(64, 32, 48, batchNorm),
            new DownsampleModule(80, 80, batchNorm),
            new InceptionModule(160, 112, 48, batchNorm),
            new InceptionModule(160, 96, 64, batchNorm),
            new InceptionModule(160, 80, 80, batchNorm),
            new InceptionModule(160, 48, 96, batchNorm),
            new DownsampleModule(144, 96, batchNorm),
            new InceptionModule(240, 176, 160, batchNorm),
            new InceptionModule(336, 176, 160, batchNorm),
        ];
        _outputs = Linear(336, classes);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        foreach (var module in _modules)
            images = module.forward(images);
        return _outputs.forward(_dropout.forward(images.mean([2, 3])));
    }
}
