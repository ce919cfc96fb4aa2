using System.Runtime.CompilerServices;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;

namespace WebLab.Science.Specs;

/// <summary>Every field of the recipe that has a single value, with its range. One list for the command line, the form, sweeps and
/// differences.</summary>
public static class SpecFields
{
    /// <summary>The fields in the order in which they are shown.</summary>
    public static IReadOnlyList<SpecField> All => Known.GetValue(LabCatalogue.Current, WithModelFields);

    private static ConditionalWeakTable<CatalogueInfo, IReadOnlyList<SpecField>> Known { get; } = [];

    private static IReadOnlyList<SpecField> Common { get; } =
    [
        new NameField(
            "dataset",
            "dataset",
            "Data set",
            "The images and true labels.",
            s => s.Dataset,
            (s, v) => s with { Dataset = v },
            () => DatasetFacts.Names
        ),
        new WholeNumberField(
            "train-size",
            "trainSize",
            "Training images",
            "How many of the first training images are used.",
            s => s.TrainSize,
            (s, v) => s with { TrainSize = v },
            10,
            60_000
        ),
        new WholeNumberField(
            "test-size",
            "testSize",
            "Test images",
            "How many of the first test images accuracy is measured on.",
            s => s.TestSize,
            (s, v) => s with { TestSize = v },
            10,
            10_000
        ),
        new NameField(
            "model",
            "model",
            "Network or kernel",
            "The network that is trained, or the kernel that is solved.",
            s => s.Model,
            ModelFields.With,
            () => [.. LabCatalogue.Current.Networks.Select(model => model.Id)]
        ),
        new NameField(
            "corruption",
            "corruption.kind",
            "Corruption",
            "What is done to labels or pixels of the training set.",
            s => s.Corruption.Kind,
            (s, v) => s with { Corruption = s.Corruption with { Kind = v } },
            () => CorruptionFacts.Names
        ),
        new NumberField(
            "noise-rate",
            "corruption.noiseRate",
            "Noise rate",
            "The nominal probability p that a label is corrupted.",
            s => s.Corruption.NoiseRate,
            (s, v) => s with { Corruption = s.Corruption with { NoiseRate = v } },
            0,
            1
        ),
        new ChoiceField<PixelGrouping>(
            "pixel-grouping",
            "corruption.pixelGrouping",
            "Pixels move",
            "Whether a pixel permutation keeps the channels of a pixel together.",
            s => s.Corruption.PixelGrouping,
            (s, v) => s with { Corruption = s.Corruption with { PixelGrouping = v } }
        ),
        new ChoiceField<GaussianMoments>(
            "gaussian-moments",
            "corruption.gaussianMoments",
            "Gaussian matches",
            "Which mean and variance Gaussian pixels match.",
            s => s.Corruption.GaussianMoments,
            (s, v) => s with { Corruption = s.Corruption with { GaussianMoments = v } }
        ),
        new SwitchField(
            "corrupt-test-pixels",
            "corruption.corruptTestPixels",
            "Test images too",
            "Whether random and Gaussian pixels replace the test images too.",
            s => s.Corruption.CorruptTestPixels,
            (s, v) => s with { Corruption = s.Corruption with { CorruptTestPixels = v } }
        ),
        new TextField(
            "label-file",
            "corruption.labelFile",
            "Label file",
            "The file of given labels, for file-labels.",
            s => s.Corruption.LabelFile,
            (s, v) => s with { Corruption = s.Corruption with { LabelFile = v } }
        ),
        new TextField(
            "label-column",
            "corruption.labelColumn",
            "Label column",
            "The column of the label file, by name or by number from 0, where it has several.",
            s => s.Corruption.LabelColumn,
            (s, v) => s with { Corruption = s.Corruption with { LabelColumn = v } }
        ),
        new WholeNumberField(
            "label-base",
            "corruption.labelBase",
            "First class is",
            "The number of the first class in the label file.",
            s => s.Corruption.LabelBase,
            (s, v) => s with { Corruption = s.Corruption with { LabelBase = v } },
            0,
            1
        ),
        new SwitchField(
            "accept-chance-labels",
            "corruption.acceptChance",
            "Accept labels at chance",
            "Whether to train on labels that agree with the true ones no better than chance.",
            s => s.Corruption.AcceptChance,
            (s, v) => s with { Corruption = s.Corruption with { AcceptChance = v } }
        ),
        new WholeNumberField(
            "epochs",
            "epochs",
            "Epochs",
            "Passes over the training set.",
            s => s.Epochs,
            (s, v) => s with { Epochs = v },
            1,
            10_000
        ),
        new WholeNumberField(
            "batch-size",
            "batchSize",
            "Batch size",
            "Images a step.",
            s => s.BatchSize,
            (s, v) => s with { BatchSize = v },
            1,
            60_000
        ),
        new NumberField(
            "learning-rate",
            "learningRate",
            "Learning rate",
            "The step size of the first epoch.",
            s => s.LearningRate,
            (s, v) => s with { LearningRate = v },
            1e-7,
            10
        ),
        new NumberField(
            "learning-rate-decay",
            "learningRateDecay",
            "Decay per epoch",
            "The factor on the learning rate after each epoch.",
            s => s.LearningRateDecay,
            (s, v) => s with { LearningRateDecay = v },
            0.01,
            1
        ),
        new NumberField("momentum", "momentum", "Momentum", "SGD momentum.", s => s.Momentum, (s, v) => s with { Momentum = v }, 0, 0.999),
        new NumberField(
            "weight-decay",
            "weightDecay",
            "Weight decay",
            "The coefficient of the l2 penalty.",
            s => s.WeightDecay,
            (s, v) => s with { WeightDecay = v },
            0,
            1
        ),
        new SwitchField(
            "random-crop",
            "regularisers.randomCrop",
            "Random crop",
            "A new 28x28 crop each time an image is seen.",
            s => s.Regularisers.RandomCrop,
            (s, v) => s with { Regularisers = s.Regularisers with { RandomCrop = v } }
        ),
        new SwitchField(
            "horizontal-flip",
            "regularisers.horizontalFlip",
            "Flip",
            "A left-right flip of half the images each time they are seen.",
            s => s.Regularisers.HorizontalFlip,
            (s, v) => s with { Regularisers = s.Regularisers with { HorizontalFlip = v } }
        ),
        new NumberField(
            "rotation",
            "regularisers.rotation",
            "Rotation, degrees",
            "A rotation by up to this angle each time an image is seen.",
            s => s.Regularisers.Rotation,
            (s, v) => s with { Regularisers = s.Regularisers with { Rotation = v } },
            0,
            180
        ),
        new NumberField(
            "dropout",
            "regularisers.dropout",
            "Dropout",
            "The probability that a unit before the last layer is dropped in training.",
            s => s.Regularisers.Dropout,
            (s, v) => s with { Regularisers = s.Regularisers with { Dropout = v } },
            0,
            0.95
        ),
        new NumberField(
            "label-smoothing",
            "regularisers.labelSmoothing",
            "Label smoothing",
            "The target mass spread evenly over all classes.",
            s => s.Regularisers.LabelSmoothing,
            (s, v) => s with { Regularisers = s.Regularisers with { LabelSmoothing = v } },
            0,
            0.9
        ),
        new NumberField(
            "hold-out",
            "regularisers.holdOut",
            "Hold-out for early stopping",
            "The share of the training set held out for early stopping; 0 is off.",
            s => s.Regularisers.HoldOut,
            (s, v) => s with { Regularisers = s.Regularisers with { HoldOut = v } },
            0,
            0.5
        ),
        new WholeNumberField(
            "patience",
            "regularisers.patience",
            "Patience, epochs",
            "Epochs without a better held-out accuracy after which the run stops.",
            s => s.Regularisers.Patience,
            (s, v) => s with { Regularisers = s.Regularisers with { Patience = v } },
            1,
            1_000
        ),
        new SwitchField(
            "stop-when-fitted",
            "stopWhenFitted",
            "Stop when fitted",
            "End once an epoch's mean training loss was at most 0.05 and the training accuracy is at least 99 %.",
            s => s.StopWhenFitted,
            (s, v) => s with { StopWhenFitted = v }
        ),
        new WholeNumberField(
            "seed",
            "seed",
            "Seed",
            "The root of every random draw of the run.",
            s => s.Seed,
            (s, v) => s with { Seed = v },
            0,
            int.MaxValue
        ),
    ];

    /// <summary>The field of that written name or JSON path, or null.</summary>
    /// <param name="name">For example <c>noise-rate</c> or <c>corruption.noiseRate</c>.</param>
    public static SpecField? Find(string name) =>
        All.FirstOrDefault(field =>
            string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(field.Path, name, StringComparison.OrdinalIgnoreCase)
        );

    // A model's own fields stand before the seed; one that bears the name of a common field is told apart by its prefix.
    private static IReadOnlyList<SpecField> WithModelFields(CatalogueInfo catalogue)
    {
        var taken = Common.Select(field => field.Name).ToHashSet();
        var own = ModelFields
            .Of(catalogue)
            .Select(field => taken.Contains(field.Name) ? field with { Name = "model-" + field.Name } : field);
        return [.. Common.SkipLast(1), .. own, Common[^1]];
    }
}
