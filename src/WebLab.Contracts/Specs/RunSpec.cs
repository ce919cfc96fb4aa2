using System.Text.Json.Serialization;

namespace WebLab.Contracts.Specs;

/// <summary>
/// The whole recipe of a run, immutable: checked at the door, stored, trained from, cloned, exported and shared unchanged.
/// The same spec on the same device gives the same labels to the byte and the same curve. Which ids and ranges there are is the
/// catalogue's to say.
/// </summary>
public sealed record RunSpec
{
    /// <summary>The id of the data set.</summary>
    public string Dataset { get; init; } = DatasetName.Generated;

    /// <summary>The content hash of a lab's own data set, so that a recipe never means other examples than those it was made for. Written
    /// at the launch; null where the set comes with WebLab, or the recipe takes whatever content the set has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DatasetHash { get; init; }

    /// <summary>How many of the first training images are used; at most the data set's own number.</summary>
    public int TrainSize { get; init; } = 5_000;

    /// <summary>How many of the first test images accuracy is measured on; more than there are means all.</summary>
    public int TestSize { get; init; } = 10_000;

    /// <summary>The id of the network, or of the kernel.</summary>
    public string Model { get; init; } = ModelName.Mlp1x512;

    /// <summary>The network's own fields, or the kernel's; one that is left out has its default.</summary>
    public FieldGroup ModelFields { get; init; } = FieldGroup.Empty;

    /// <summary>What is done to labels or pixels.</summary>
    public CorruptionSpec Corruption { get; init; } = new();

    /// <summary>What a network is trained on; a kernel is solved whatever it says.</summary>
    public LossSpec Loss { get; init; } = new();

    /// <summary>The number of passes over the training set.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>At how many epochs before the last the network is kept, for measures and maps over epochs; which ones they are follows from
    /// this and the epochs alone. It changes nothing about the training. Left out of JSON where it is 0, so that an older WebLab reads the
    /// recipe.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int KeptNetworks { get; init; }

    /// <summary>Images a step. The paper does not state it; its figure 1a has 391 steps an epoch, which is 128 (paper.md 1.5).</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate of the first epoch. The paper: 0.1 for small Inception, 0.01 for small AlexNet and the MLPs.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The factor on the learning rate after each epoch. The paper: 0.95.</summary>
    public double LearningRateDecay { get; init; } = 0.95;

    /// <summary>SGD momentum. The paper: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The coefficient of the l2 penalty, added to the gradient as weightDecay times the weight. The paper does not state its
    /// values.</summary>
    public double WeightDecay { get; init; }

    /// <summary>The id of the number format that the network is trained in.</summary>
    public string Precision { get; init; } = PrecisionName.Full;

    /// <summary>Regularisers other than weight decay.</summary>
    public Regularisers Regularisers { get; init; } = new();

    /// <summary>Whether the run ends once it has fitted ("time to fit") and ends an epoch with a training accuracy of at least 0.99,
    /// instead of after all epochs.</summary>
    public bool StopWhenFitted { get; init; }

    /// <summary>The root seed; those of corruption, initialisation, shuffling and augmentation are derived from it by name.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The stored run whose network the training starts from, as <see cref="Runs.RunReference"/> writes it; null for weights drawn
    /// from the seed. Left out of JSON then, so that older recipes keep their hash.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartFrom { get; init; }

    /// <summary>What is asked of the data set in the place of a training; null for a training. Left out of JSON then, as every recipe
    /// was before there were analyses.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnalysisSpec? Analysis { get; init; }

    /// <summary>The lab's own assemblies that the network, the corruption or the analysis comes from, with their versions, for example
    /// <c>WebLab.Sample 1.0.0.0</c>, as they were when it was launched; null for WebLab's own.</summary>
    public string? Extensions { get; init; }

    /// <summary>gamma of exp(-gamma ||x - y||²), on pixels divided by 255, of a kernel that has one. The paper's first author took 0.02
    /// for MNIST (paper.md 1.9).</summary>
    [JsonIgnore]
    public double Gamma
    {
        get => ModelFields.Number("gamma") ?? 0.02;
        init => ModelFields = ModelFields.With("gamma", value == 0.02 ? null : value);
    }

    /// <summary>What is added to the diagonal of a kernel's matrix; 0 gives the solution of least norm.</summary>
    [JsonIgnore]
    public double Ridge
    {
        get => ModelFields.Number("ridge") ?? 0;
        init => ModelFields = ModelFields.With("ridge", value == 0 ? null : value);
    }

    /// <summary>How many random convolutional filters, of random-features; each gives four features. The paper took 32,000 (section 5,
    /// footnote 2).</summary>
    [JsonIgnore]
    public int Filters
    {
        get => (int)(ModelFields.Number("filters") ?? 1_000);
        init => ModelFields = ModelFields.With("filters", value == 1_000 ? null : value);
    }

    // Recipes written before models had fields of their own kept a kernel's here; it is read and no longer written.
    [JsonInclude, JsonPropertyName("kernel"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    private OldKernel? Kernel
    {
        get => null;
        init
        {
            if (value is not null)
                (Gamma, Ridge, Filters) = (value.Gamma, value.Ridge, value.Filters);
        }
    }

    private sealed record OldKernel(double Gamma = 0.02, double Ridge = 0, int Filters = 1_000);
}

/// <summary>The explicit regularisers of the paper (section 3), all off by default; weight decay stands with the optimiser in <see
/// cref="RunSpec"/>.</summary>
public sealed record Regularisers
{
    /// <summary>Another window each time an image is seen (training only): a random 28x28 crop instead of the centre crop, as in the paper;
    /// of images that are not cropped one of their own size, after black is put around by an eighth of each side, rounded up (He et al.
    /// 2016, section 4.2).</summary>
    public bool RandomCrop { get; init; }

    /// <summary>A left-right flip with probability one half each time an image is seen (training only).</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>A rotation by a uniform angle in plus or minus this many degrees each time an image is seen; 0 to 180, 0 is off. The
    /// paper's table 4 uses 25.</summary>
    public double Rotation { get; init; }

    /// <summary>The probability that a unit before the last linear layer is dropped in training, 0 to 0.95.</summary>
    public double Dropout { get; init; }

    /// <summary>The mass that the target distribution spreads evenly over all classes, 0 to 0.9.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The share of the training set held out for early stopping, 0 to 0.5; 0 is off. Never the test set.</summary>
    public double HoldOut { get; init; }

    /// <summary>Epochs without a better held-out accuracy (against given labels) after which the run stops, 1 to 1,000. Counts only with a
    /// hold-out.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Whether training images are drawn anew each epoch.</summary>
    public bool Augments() => RandomCrop || HorizontalFlip || Rotation > 0;
}
