namespace WebLab.Contracts.Specs;

/// <summary>
/// The whole recipe of a run, immutable: checked at the door, stored, trained from, cloned, exported and shared unchanged.
/// The same spec on the same device gives the same labels to the byte and the same curve. Ranges are those of <see cref="SpecFields"/>.
/// </summary>
public sealed record RunSpec
{
    /// <summary>The data set.</summary>
    public DatasetName Dataset { get; init; } = DatasetName.Generated;

    /// <summary>How many of the first training images are used; at most the data set's own number.</summary>
    public int TrainSize { get; init; } = 5_000;

    /// <summary>How many of the first test images accuracy is measured on; more than there are means all.</summary>
    public int TestSize { get; init; } = 10_000;

    /// <summary>The network, or the kernel.</summary>
    public ModelName Model { get; init; } = ModelName.Mlp1x512;

    /// <summary>What is done to labels or pixels.</summary>
    public CorruptionSpec Corruption { get; init; } = new();

    /// <summary>The number of passes over the training set.</summary>
    public int Epochs { get; init; } = 30;

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

    /// <summary>Regularisers other than weight decay.</summary>
    public Regularisers Regularisers { get; init; } = new();

    /// <summary>The recipe of a kernel; counts only for a model that is one, for which epochs, steps and regularisers do not
    /// count.</summary>
    public KernelSpec Kernel { get; init; } = new();

    /// <summary>Whether the run ends once it has fitted ("time to fit") and ends an epoch with a training accuracy of at least 0.99,
    /// instead of after all epochs.</summary>
    public bool StopWhenFitted { get; init; }

    /// <summary>The root seed; those of corruption, initialisation, shuffling and augmentation are derived from it by name.</summary>
    public int Seed { get; init; } = 1;
}
