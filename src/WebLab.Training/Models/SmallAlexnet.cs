using TorchSharp.Modules;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
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
    private static readonly long[] SamePadding = [2, 2];

    private readonly Parameter _weight1;
    private readonly Parameter _bias1;
    private readonly Parameter _weight2;
    private readonly Parameter _bias2;
    private readonly LocalResponseNorm _norm;
    private readonly Linear _hidden1;
    private readonly Linear _hidden2;
    private readonly Linear _outputs;
    private readonly Module<Tensor, Tensor> _dropout;

    /// <param name="shape">Images of at least 8x8.</param>
    /// <param name="width">The factor on channels and hidden units; 1 is the paper's network.</param>
    /// <param name="classes">Outputs.</param>
    /// <param name="dropout">Stands before the last layer.</param>
    public SmallAlexnet(InputShape shape, double width, int classes, Module<Tensor, Tensor> dropout)
        : base(nameof(SmallAlexnet))
    {
        var (channels, units1, units2) = (Widened(64, width), Widened(384, width), Widened(192, width));
        _weight1 = ConvWeights.Zeros(channels, shape.Channels, 5);
        _bias1 = new Parameter(zeros(channels));
        _weight2 = ConvWeights.Zeros(channels, channels, 5);
        _bias2 = new Parameter(zeros(channels));
        _norm = new(channels);
        _hidden1 = Linear(Halved(Halved(shape.Rows)) * Halved(Halved(shape.Columns)) * channels, units1);
        _hidden2 = Linear(units1, units2);
        _outputs = Linear(units2, classes);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        images = _norm.forward(PoolAndRectify(conv2d(images, _weight1, _bias1, padding: SamePadding)));
        images = _norm.forward(PoolAndRectify(conv2d(images, _weight2, _bias2, padding: SamePadding)));
        // Rows x columns x channels, as the images lie in memory: no copy.
        var units = images.permute(0, 2, 3, 1).flatten(1);
        units = Rectifier.Relu(_hidden1.forward(units));
        units = Rectifier.Relu(_hidden2.forward(units));
        return _outputs.forward(_dropout.forward(units));
    }

    /// <summary>The paper rectifies first; both orders give the same numbers, this one touches a quarter of them.</summary>
    private static Tensor PoolAndRectify(Tensor images) => Rectifier.Relu(max_pool2d(images, kernel_size: 3, stride: 2, ceil_mode: true));

    private static int Widened(int number, double width) => Math.Max(1, (int)Math.Round(number * width, MidpointRounding.AwayFromZero));

    private static int Halved(int side) => (side - 2) / 2 + 1;
}

/// <summary>The small AlexNet and its wider and narrower kin.</summary>
internal sealed class SmallAlexnetDescriptor : NetworkDescriptor
{
    private const string Width = "widthFactor",
        DenseDecay = "denseWeightDecay";

    public override string Id => "small-alexnet";
    public override string Title => "Small AlexNet";

    public override string Sentence =>
        "Two modules of 5x5 convolution, pooling and local response normalisation, then 384 and 192 hidden units.";

    public override int Place => 3;
    public override bool Convolves => true;
    public override int MinSide => 8;

    public override IReadOnlyList<FieldInfo> Fields { get; } =
    [
        Field(Width, "Width factor", "The factor on channels and hidden units; 1 is the paper's network.", FieldKind.Number, 0.05, 8, 1),
        Field(
            DenseDecay,
            "Weight decay of the hidden layers",
            "Added to the weight decay, for the weights of the two dense hidden layers alone; TensorFlow's tutorial has 0.004.",
            FieldKind.Number,
            0,
            1,
            0
        ),
    ];

    public override NetworkSize Size { get; } = SizeOf();

    public override double AddedDecay(string weight, FieldGroup fields) =>
        weight.EndsWith("_hidden1.weight", StringComparison.Ordinal) || weight.EndsWith("_hidden2.weight", StringComparison.Ordinal)
            ? Number(fields, DenseDecay)
            : 0;

    public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
        new SmallAlexnet(shape, Number(fields, Width), classes, dropout);

    private static NetworkSize SizeOf()
    {
        var layers = new LayerSizes().Convolution(Widened(64), 5).Halve().Convolution(Widened(64), 5).Halve();
        return layers
            .Dense($"({layers.Image.Channels})*{layers.Image.Rows}*{layers.Image.Columns}", Widened(384))
            .Dense(Widened(384), Widened(192))
            .Dense(Widened(192), "classes")
            .Total(keptPerActivation: 3.2);
    }

    private static string Widened(int number) => FormattableString.Invariant($"max(1,round({number}*{Width}))");
}
