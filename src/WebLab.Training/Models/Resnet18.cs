using TorchSharp.Modules;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>
/// ResNet-18 in the form that is usual for small images (He et al. 2016, without the first pooling): a 3x3 stem, four stages of two
/// basic blocks with k, 2k, 4k and 8k channels, the last three of which halve the image, the mean over what is left, and a linear layer.
/// </summary>
internal sealed class Resnet18 : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> _modules = [];
    private readonly Linear _outputs;
    private readonly Module<Tensor, Tensor> _dropout;

    /// <param name="channels">Channels of the images.</param>
    /// <param name="width">k, 64 in the paper of the network.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public Resnet18(int channels, int width, int classes, Module<Tensor, Tensor> dropout)
        : base(nameof(Resnet18))
    {
        _modules.Add(new NormedConvolution(channels, width, 3, stride: 1, rectifies: true));
        var inputs = width;
        for (var stage = 0; stage < Stages; stage++)
        {
            var outputs = width << stage;
            _modules.Add(new BasicBlock(inputs, outputs, stage == 0 ? 1 : 2));
            _modules.Add(new BasicBlock(outputs, outputs, stride: 1));
            inputs = outputs;
        }
        _outputs = Linear(inputs, classes);
        _dropout = dropout;
        RegisterComponents();
    }

    public const int Stages = 4;

    public override Tensor forward(Tensor images)
    {
        foreach (var module in _modules)
            images = module.forward(images);
        return _outputs.forward(_dropout.forward(images.mean([2, 3])));
    }
}

/// <summary>ResNet-18 of any width.</summary>
internal sealed class Resnet18Descriptor : NetworkDescriptor
{
    private const string Width = "width";

    public override string Id => "resnet-18";
    public override string Title => "ResNet-18";
    public override string Sentence => "Four stages of two residual blocks with k, 2k, 4k and 8k channels, for small images (3x3 stem).";
    public override int Place => 11;
    public override double LearningRate => 0.1;
    public override bool Convolves => true;

    public override IReadOnlyList<FieldInfo> Fields { get; } =
    [Field(Width, "Width", "Channels k of the first stage; the usual network has 64.", FieldKind.WholeNumber, 1, 512, 64)];

    public override NetworkSize Size { get; } = SizeOf();

    public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
        new Resnet18(shape.Channels, WholeNumber(fields, Width), classes, dropout);

    private static NetworkSize SizeOf()
    {
        const int withGain = 2;
        var layers = new LayerSizes().Convolution(Width, 3, perChannel: withGain);
        for (var stage = 0; stage < Resnet18.Stages; stage++)
        {
            var inputs = layers.Image.Channels;
            var outputs = FormattableString.Invariant($"{1 << stage}*{Width}");
            layers.Convolution(outputs, 3, stage == 0 ? 1 : 2, withGain);
            if (stage > 0)
                layers.Aside($"({inputs})*({outputs})", $"2*({outputs})", $"{layers.Image.Rows}*{layers.Image.Columns}");
            for (var more = 0; more < 3; more++)
                layers.Convolution(outputs, 3, perChannel: withGain);
        }
        return layers.Dense(layers.Image.Channels, "classes").Total(keptPerActivation: 4.5);
    }
}
