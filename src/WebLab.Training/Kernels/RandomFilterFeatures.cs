using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Data;
using WebLab.Science.Kernels;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Kernels;

/// <summary>
/// A convolutional network of one layer with random filters, after Coates and Ng 2012: every 6x6 patch is set to mean 0 and deviation 1 and
/// whitened, filtered, rectified above a threshold, and averaged over each quarter of the image. Nothing is trained: the filters are
/// patches of training images drawn at random.
/// </summary>
internal sealed class RandomFilterFeatures : IFeatureMap
{
    /// <summary>The side of a filter.</summary>
    public const int Side = 6;

    private const int SampledPatches = 20_000,
        Batch = 50;
    private const int FiltersAtOnce = KernelMemory.FeaturesAtOnce / KernelFacts.FeaturesPerFilter;

    // Coates and Ng's constants: 10 on the variance of pixels 0 to 255, and 0.1 on the eigenvalues.
    private const double PatchVariance = 10.0 / (255 * 255),
        Whitening = 0.1;

    private const float Threshold = 0.5f;

    private readonly int _filters;
    private readonly Tensor _weights,
        _offsets,
        _window;

    /// <summary>Draws the filters.</summary>
    /// <param name="filters">How many.</param>
    /// <param name="train">The training images, N x channels x rows x columns, float32, from which patches are drawn.</param>
    /// <param name="seed">Of the draw.</param>
    public RandomFilterFeatures(int filters, Tensor train, ulong seed)
    {
        _filters = filters;
        using var scope = NewDisposeScope();
        var stream = new RandomStream(seed);
        var patches = Patches(train, Math.Max(SampledPatches, filters), stream);
        patches = patches
            .sub(patches.mean([1], keepdim: true))
            .div(patches.var(1, unbiased: false, keepdim: true).Plus(PatchVariance).sqrt());
        var mean = patches.mean([0]);
        var centred = patches.sub(mean);
        var (values, vectors) = linalg.eigh(centred.t().mm(centred).Over(patches.shape[0]));
        var whitening = vectors.mul(values.AtLeast(0).Plus(Whitening).rsqrt()).mm(vectors.t());

        var chosen = centred.narrow(0, 0, filters).mm(whitening);
        var directions = chosen.div(chosen.norm(1, keepdim: true).AtLeast(1e-12)).mm(whitening);
        _offsets = directions.mv(mean).to(ScalarType.Float32).reshape(1, -1, 1, 1).MoveToOuterDisposeScope();
        _weights = directions
            .sub(directions.mean([1], keepdim: true))
            .to(ScalarType.Float32)
            .reshape(filters, train.shape[1], Side, Side)
            .MoveToOuterDisposeScope();
        _window = ones_like(_weights.narrow(0, 0, 1)).Over(Side * Side * train.shape[1]).MoveToOuterDisposeScope();
    }

    public int Parts => (_filters + FiltersAtOnce - 1) / FiltersAtOnce;

    public Tensor Apply(Tensor images, int part, CancellationToken cancel)
    {
        using var scope = NewDisposeScope();
        var first = part * FiltersAtOnce;
        var count = Math.Min(FiltersAtOnce, _filters - first);
        var weights = _weights.narrow(0, first, count);
        var offsets = _offsets.narrow(1, first, count);
        return Batches
            .Apply(images, Batch, batch => Responses(batch, weights, offsets), cancel)
            .DivideBy(Math.Sqrt((double)_filters * KernelFacts.FeaturesPerFilter))
            .MoveToOuterDisposeScope();
    }

    private Tensor Responses(Tensor images, Tensor weights, Tensor offsets)
    {
        var mean = conv2d(images, _window);
        var deviation = conv2d(images.Squared(), _window)
            .sub_(mean.Squared())
            .Bound(0, double.PositiveInfinity)
            .Increase(PatchVariance)
            .sqrt_();
        var responses = conv2d(images, weights).div_(deviation).sub_(offsets).Increase(-Threshold).relu_();
        return adaptive_avg_pool2d(responses, [2, 2]).flatten(1);
    }

    private static Tensor Patches(Tensor train, int count, RandomStream stream)
    {
        var (images, rows, columns) = ((int)train.shape[0], (int)train.shape[2], (int)train.shape[3]);
        var patches = new List<Tensor>(count);
        for (var i = 0; i < count; i++)
        {
            patches.Add(
                train[stream.NextInt(images)]
                    .narrow(1, stream.NextInt(rows - Side + 1), Side)
                    .narrow(2, stream.NextInt(columns - Side + 1), Side)
                    .reshape(1, -1)
            );
        }
        return cat(patches).to(ScalarType.Float64);
    }
}

internal sealed class RandomFeatures : KernelDescriptor
{
    public override string Id => "random-features";
    public override string Title => "Random convolutional features";
    public override string Sentence => "The minimum-norm solution on the features of one convolutional layer with random filters.";
    public override int Place => 22;
    public override bool IsDrawn => true;
    public override int MinSide => RandomFilterFeatures.Side;
    public override string FeatureCount => $"{KernelFacts.FeaturesPerFilter}*filters";

    public override IReadOnlyList<FieldInfo> Fields { get; } =
    [
        Ridge,
        Field("filters", "Random filters", "Random convolutional filters, four features each.", FieldKind.WholeNumber, 1, 32_000, 1_000),
    ];

    public override IFeatureMap Features(RunSpec spec, KernelImages images) =>
        new RandomFilterFeatures(spec.Filters, images.Train, Seeds.Derive(spec.Seed, Seeds.Initialisation));
}
