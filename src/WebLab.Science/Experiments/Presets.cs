using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;

namespace WebLab.Science.Experiments;

/// <summary>The paper's conditions, and how large a model must be, as experiments of a few minutes each, on the generated data set, so
/// that they need nothing downloaded.</summary>
public static class Presets
{
    private static readonly RunSpec Small = new()
    {
        TrainSize = 2_000,
        TestSize = 1_000,
        Epochs = 60,
    };

    /// <summary>Random features solved exactly, from fewer features than examples to more: each filter gives four, so that 100 are as many
    /// as there are examples.</summary>
    public static Preset DoubleDescent { get; } =
        Of(
            new RunSpec
            {
                Model = ModelName.RandomFeatures,
                TrainSize = 400,
                TestSize = 1_000,
                Corruption = new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = 0.2 },
            },
            "double-descent",
            "Double descent",
            "Random features, solved and not trained. The test error is worst where there are as many features as training images, and "
                + "falls again where there are more.",
            new SweepAxis("filters", ["25", "50", "75", "90", "100", "110", "125", "150", "200", "400"])
        );

    /// <summary>MLPs from narrow to wide at three rates of label noise: deep double descent at the size of a CPU.</summary>
    public static Preset WidthDescent { get; } =
        Of(
            new RunSpec
            {
                Model = "mlp",
                TrainSize = 1_000,
                TestSize = 1_000,
                Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.1 },
                Epochs = 200,
                BatchSize = 50,
                // A greater rate leaves the units of a narrow network dead.
                LearningRate = 0.003,
                LearningRateDecay = 0.99,
            },
            "width-descent",
            "Double descent of MLPs",
            "Wider and wider MLPs at 0, 10 and 20 % wrong labels. Is the test error worst where the training set is only just fitted, the "
                + "dashed line of the figure, and does it fall again where networks are wider?",
            new SweepAxis("noise-rate", ["0", "0.1", "0.2"]),
            new SweepAxis("width", ["2", "3", "4", "6", "8", "12", "16", "24", "32", "64", "128", "512"])
        );

    /// <summary>Random labels on networks of several widths, with more and more examples.</summary>
    public static Preset CapacityThreshold { get; } =
        Of(
            new RunSpec
            {
                Model = "mlp",
                TestSize = 200,
                Corruption = new() { Kind = CorruptionKind.RandomLabels },
                Epochs = 100,
                BatchSize = 50,
                // A greater rate leaves the units of a narrow network dead.
                LearningRate = 0.003,
                LearningRateDecay = 0.99,
                StopWhenFitted = true,
            },
            "capacity-threshold",
            "Capacity threshold",
            "How many examples with random labels does a network of a given width still fit? Its training accuracy falls below 99 % where "
                + "there are too many.",
            new SweepAxis("width", ["16", "24", "32", "48"]),
            new SweepAxis("train-size", ["1000", "2000", "4000", "8000", "16000"])
        );

    /// <summary>The paper's conditions, its central experiment first.</summary>
    public static IReadOnlyList<Preset> Conditions { get; } =
    [
        Of(
            "true-against-random",
            "True against random labels",
            "The paper's central experiment: one network, once with true and once with random labels. Both reach 100 % on the training "
                + "set; only one has learned anything.",
            CorruptionAxis(CorruptionKind.TrueLabels, CorruptionKind.RandomLabels)
        ),
        Of(
            "partially-corrupted",
            "Partially corrupted labels",
            "A growing share of random labels. Training accuracy stays at 100 %, it only takes longer; test accuracy falls with the noise.",
            new("corruption", [CorruptionKind.PartiallyCorruptedLabels]),
            new("noise-rate", ["0.2", "0.4", "0.8"])
        ),
        Of(
            "shuffled-pixels",
            "Shuffled pixels",
            "One permutation of the pixels for every image. A network without convolutions cannot tell the difference.",
            CorruptionAxis(CorruptionKind.TrueLabels, CorruptionKind.ShuffledPixels)
        ),
        Of(
            "random-pixels",
            "Random pixels",
            "A different permutation for each image: nothing of the picture is left but its histogram, and the network still fits.",
            CorruptionAxis(CorruptionKind.TrueLabels, CorruptionKind.RandomPixels)
        ),
        Of(
            "gaussian",
            "Gaussian noise",
            "Images replaced by noise with the data's mean and variance. The network fits the labels all the same.",
            CorruptionAxis(CorruptionKind.TrueLabels, CorruptionKind.Gaussian)
        ),
    ];

    /// <summary>How large a model must be for its examples.</summary>
    public static IReadOnlyList<Preset> Sizes { get; } = [DoubleDescent, WidthDescent, CapacityThreshold];

    /// <summary>The presets in the order of the cards.</summary>
    public static IReadOnlyList<Preset> All { get; } = [.. Conditions, .. Sizes];

    private static SweepAxis CorruptionAxis(params string[] kinds) => new("corruption", kinds);

    private static Preset Of(string name, string title, string teaches, params SweepAxis[] axes) => Of(Small, name, title, teaches, axes);

    private static Preset Of(RunSpec recipe, string name, string title, string teaches, params SweepAxis[] axes) =>
        new(
            name,
            title,
            teaches,
            new()
            {
                Name = title,
                Description = teaches,
                Runs = Sweep.Expand(recipe, axes),
                Axes = axes,
            }
        );
}

/// <summary>An experiment that is ready to launch.</summary>
/// <param name="Name">Its written name, for example <c>true-against-random</c>.</param>
/// <param name="Title">Its title on the card.</param>
/// <param name="Teaches">What a person sees by it, in one or two sentences.</param>
/// <param name="Request">What is launched.</param>
public sealed record Preset(string Name, string Title, string Teaches, ExperimentRequest Request);
