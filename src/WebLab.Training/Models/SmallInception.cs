using TorchSharp.Modules;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Models;

/// <summary>The small Inception (paper, figure 3). Without batch norm it is "exactly the same, except with all the batch normalization
/// layers removed".</summary>
internal sealed class SmallInception : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> _modules = [];
    private readonly Linear _outputs;
    private readonly Module<Tensor, Tensor> _dropout;

    /// <param name="channels">Channels of the images.</param>
    /// <param name="width">The factor on all other channels; 1 is the paper's network.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="batchNorm">Whether its conv modules have batch norm.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public SmallInception(int channels, double width, int classes, bool batchNorm, Module<Tensor, Tensor> dropout)
        : base(nameof(SmallInception))
    {
        _modules.Add(new ConvModule(channels, Widened(Stem), 3, batchNorm));
        channels = Widened(Stem);
        foreach (var (narrow, wide) in Modules)
        {
            var wideChannels = Widened(wide);
            var other = narrow == 0 ? channels : Widened(narrow);
            _modules.Add(
                narrow == 0
                    ? new DownsampleModule(channels, wideChannels, batchNorm)
                    : new InceptionModule(channels, other, wideChannels, batchNorm)
            );
            channels = other + wideChannels;
        }
        _outputs = Linear(channels, classes);
        _dropout = dropout;
        RegisterComponents();

        int Widened(int number) => Math.Max(1, (int)Math.Round(number * width, MidpointRounding.AwayFromZero));
    }

    /// <summary>Channels of the first convolution.</summary>
    public const int Stem = 96;

    /// <summary>Channels of the 1x1 and the 3x3 convolution of each module; those without a 1x1 convolution pool and halve the
    /// image.</summary>
    public static IReadOnlyList<(int Narrow, int Wide)> Modules { get; } =
    [(32, 32), (32, 48), (0, 80), (112, 48), (96, 64), (80, 80), (48, 96), (0, 96), (176, 160), (176, 160)];

    public override Tensor forward(Tensor images)
    {
        foreach (var module in _modules)
            images = module.forward(images);
        return _outputs.forward(_dropout.forward(images.mean([2, 3])));
    }
}

/// <summary>The small Inception, with batch norm and without, and its wider and narrower kin.</summary>
internal abstract class SmallInceptionKind(string id, string title, string sentence, int place, bool batchNorm) : NetworkDescriptor
{
    protected const string Plain = "small-inception-no-bn";

    private const string Width = "widthFactor";

    public override string Id => id;
    public override string Title => title;
    public override string Sentence => sentence;
    public override int Place => place;
    public override double LearningRate => 0.1;
    public override bool Convolves => true;

    public override IReadOnlyList<FieldInfo> Fields { get; } =
    [Field(Width, "Width factor", "The factor on all channels; 1 is the paper's network.", FieldKind.Number, 0.05, 8, 1)];

    public override NetworkSize Size { get; } = SizeOf(batchNorm ? 3.5 : 2.45);

    public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
        new SmallInception(shape.Channels, Number(fields, Width), classes, batchNorm, dropout);

    private static NetworkSize SizeOf(double keptPerActivation)
    {
        var layers = new LayerSizes().Convolution(Widened(SmallInception.Stem), 3);
        foreach (var (narrow, wide) in SmallInception.Modules)
            _ =
                narrow == 0
                    ? layers.Beside([(Widened(wide), 3)], stride: 2, keepsImage: true)
                    : layers.Beside([(Widened(narrow), 1), (Widened(wide), 3)]);
        return layers.Dense(layers.Image.Channels, "classes").Total(keptPerActivation);
    }

    private static string Widened(int number) => FormattableString.Invariant($"max(1,round({number}*{Width}))");
}

internal sealed class SmallInceptionWithBatchNorm()
    : SmallInceptionKind(
        "small-inception",
        "Small Inception",
        "1x1 and 3x3 pathways side by side, batch normalisation in every convolution module (figure 3).",
        1,
        batchNorm: true
    )
{
    public override string? WithoutBatchNorm => Plain;
}

internal sealed class SmallInceptionWithoutBatchNorm()
    : SmallInceptionKind(
        Plain,
        "Small Inception without batch norm",
        "The same network with every batch normalisation removed.",
        2,
        batchNorm: false
    );
