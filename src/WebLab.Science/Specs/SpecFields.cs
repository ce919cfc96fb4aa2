using System.Runtime.CompilerServices;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;
using WebLab.Science.Kernels;

namespace WebLab.Science.Specs;

/// <summary>
/// Every field of the recipe that has a single value, with its range: the recipe's own, and those of the corruptions and models of the
/// catalogue. One list for the command line, the form, sweeps, columns and differences.
/// </summary>
public static class SpecFields
{
    /// <summary>The fields in the order in which they are shown.</summary>
    public static IReadOnlyList<SpecField> All => Known.GetValue(LabCatalogue.Current, catalogue => [.. Of(catalogue).Select(OrRead)]);

    private static ConditionalWeakTable<CatalogueInfo, IReadOnlyList<SpecField>> Known { get; } = [];

    /// <summary>The field of that written name or JSON path, or null.</summary>
    /// <param name="name">For example <c>noise-rate</c> or <c>corruption.noiseRate</c>.</param>
    public static SpecField? Find(string name) =>
        All.FirstOrDefault(field =>
            string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(field.Path, name, StringComparison.OrdinalIgnoreCase)
        );

    // Of an analysis those that it reads, and the corruption's with their own conditions.
    private static SpecField OrRead(SpecField field) =>
        field with
        {
            Applies = spec =>
                spec.Analysis is null || field.Path.StartsWith("corruption.", StringComparison.Ordinal)
                    ? field.Applies(spec)
                    : JobKinds.Of(spec).Reads.Contains(field.Name),
        };

    /// <summary>The fields of recipes over a catalogue.</summary>
    private static IEnumerable<SpecField> Of(CatalogueInfo catalogue) =>
        [
            .. What(catalogue),
            .. DescriptorFields.Of(
                catalogue.Corruptions,
                spec => spec.Corruption.Kind,
                spec => spec.Corruption.Fields,
                (spec, fields) => spec with { Corruption = spec.Corruption with { Fields = fields } }
            ),
            .. Training(),
            .. DescriptorFields.Of(
                catalogue.Networks,
                spec => spec.Model,
                spec => spec.ModelFields,
                (spec, fields) => spec with { ModelFields = fields }
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

    private static IEnumerable<SpecField> What(CatalogueInfo catalogue) =>
        [
            new NameField(
                "dataset",
                "dataset",
                "Data set",
                "The images and true labels.",
                s => s.Dataset,
                (s, v) => s with { Dataset = v, DatasetHash = v == s.Dataset ? s.DatasetHash : null },
                () => DatasetFacts.Names
            ) { IsKnown = name => DatasetFacts.Find(name)?.Name == name },
            new WholeNumberField(
                "train-size",
                "trainSize",
                "Training images",
                "How many of the first training images are used.",
                s => s.TrainSize,
                (s, v) => s with { TrainSize = v },
                10,
                10_000_000
            ),
            new WholeNumberField(
                "test-size",
                "testSize",
                "Test images",
                "How many of the first test images accuracy is measured on.",
                s => s.TestSize,
                (s, v) => s with { TestSize = v },
                10,
                10_000_000
            ),
            new NameField(
                "model",
                "model",
                "Network or kernel",
                "The network that is trained, or the kernel that is solved.",
                s => s.Model,
                (s, v) => OwnFields.Drop(s with { Model = v }),
                () => [.. catalogue.Networks.Select(each => each.Id)]
            ),
            new NameField(
                "corruption",
                "corruption.kind",
                "Corruption",
                "What is done to labels or pixels of the training set.",
                s => s.Corruption.Kind,
                (s, v) => OwnFields.Drop(s with { Corruption = s.Corruption with { Kind = v } }),
                () => [.. catalogue.Corruptions.Select(each => each.Id)]
            ),
        ];

    private static IEnumerable<SpecField> Training() =>
        [
            new WholeNumberField(
                "epochs",
                "epochs",
                "Epochs",
                "Passes over the training set.",
                s => s.Epochs,
                (s, v) => s with { Epochs = v },
                1,
                10_000
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new WholeNumberField(
                "batch-size",
                "batchSize",
                "Batch size",
                "Images a step.",
                s => s.BatchSize,
                (s, v) => s with { BatchSize = v },
                1,
                60_000
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "learning-rate",
                "learningRate",
                "Learning rate",
                "The step size of the first epoch.",
                s => s.LearningRate,
                (s, v) => s with { LearningRate = v },
                1e-7,
                10
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "learning-rate-decay",
                "learningRateDecay",
                "Decay per epoch",
                "The factor on the learning rate after each epoch.",
                s => s.LearningRateDecay,
                (s, v) => s with { LearningRateDecay = v },
                0.01,
                1
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "momentum",
                "momentum",
                "Momentum",
                "SGD momentum.",
                s => s.Momentum,
                (s, v) => s with { Momentum = v },
                0,
                0.999
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "weight-decay",
                "weightDecay",
                "Weight decay",
                "The coefficient of the l2 penalty.",
                s => s.WeightDecay,
                (s, v) => s with { WeightDecay = v },
                0,
                1
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new SwitchField(
                "random-crop",
                "regularisers.randomCrop",
                "Random crop",
                "A new 28x28 crop each time an image is seen.",
                s => s.Regularisers.RandomCrop,
                (s, v) => s with { Regularisers = s.Regularisers with { RandomCrop = v } }
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new SwitchField(
                "horizontal-flip",
                "regularisers.horizontalFlip",
                "Flip",
                "A left-right flip of half the images each time they are seen.",
                s => s.Regularisers.HorizontalFlip,
                (s, v) => s with { Regularisers = s.Regularisers with { HorizontalFlip = v } }
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "rotation",
                "regularisers.rotation",
                "Rotation, degrees",
                "A rotation by up to this angle each time an image is seen.",
                s => s.Regularisers.Rotation,
                (s, v) => s with { Regularisers = s.Regularisers with { Rotation = v } },
                0,
                180
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "dropout",
                "regularisers.dropout",
                "Dropout",
                "The probability that a unit before the last layer is dropped in training.",
                s => s.Regularisers.Dropout,
                (s, v) => s with { Regularisers = s.Regularisers with { Dropout = v } },
                0,
                0.95
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "label-smoothing",
                "regularisers.labelSmoothing",
                "Label smoothing",
                "The target mass spread evenly over all classes.",
                s => s.Regularisers.LabelSmoothing,
                (s, v) => s with { Regularisers = s.Regularisers with { LabelSmoothing = v } },
                0,
                0.9
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new NumberField(
                "hold-out",
                "regularisers.holdOut",
                "Hold-out for early stopping",
                "The share of the training set held out for early stopping; 0 is off.",
                s => s.Regularisers.HoldOut,
                (s, v) => s with { Regularisers = s.Regularisers with { HoldOut = v } },
                0,
                0.5
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
            new WholeNumberField(
                "patience",
                "regularisers.patience",
                "Patience, epochs",
                "Epochs without a better held-out accuracy after which the run stops.",
                s => s.Regularisers.Patience,
                (s, v) => s with { Regularisers = s.Regularisers with { Patience = v } },
                1,
                1_000
            )
            {
                Applies = s => !s.Model.IsKernel() && s.Regularisers.HoldOut > 0,
            },
            new SwitchField(
                "stop-when-fitted",
                "stopWhenFitted",
                "Stop when fitted",
                "End once an epoch's mean training loss was at most 0.05 and the training accuracy is at least 99 %.",
                s => s.StopWhenFitted,
                (s, v) => s with { StopWhenFitted = v }
            )
            {
                Applies = s => !s.Model.IsKernel(),
            },
        ];
}
