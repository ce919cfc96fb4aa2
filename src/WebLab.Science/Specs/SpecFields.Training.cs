using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Kernels;

namespace WebLab.Science.Specs;

/// <summary>How a network is trained.</summary>
public static partial class SpecFields
{
    private static IEnumerable<SpecField> Training(CatalogueInfo catalogue) =>
        [
            new NameField(
                "loss",
                "loss.kind",
                "Loss",
                "What the network is trained on; the loss that is shown stays the cross-entropy.",
                s => s.Loss.Kind,
                (s, v) => OwnFields.Drop(s with { Loss = s.Loss with { Kind = v } }),
                () => [.. catalogue.Losses.Select(each => each.Id)]
            )
            {
                Part = RecipePart.Loss,
                Applies = s => !s.Model.IsKernel(),
            },
            new StoredRunField(
                "start-from",
                "startFrom",
                "Start from",
                "A run of the same network whose trained weights this one starts from; none draws them from the seed.",
                s => s.StartFrom,
                (s, v) => s with { StartFrom = v }
            )
            {
                Part = RecipePart.Advanced,
                Applies = s => !s.Model.IsKernel(),
            },
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
                "kept-networks",
                "keptNetworks",
                "Networks kept over epochs",
                "Epochs before the last whose network is kept too, the early ones close together: measures and maps then follow the run.",
                s => s.KeptNetworks,
                (s, v) => s with { KeptNetworks = v },
                0,
                KeptNetworks.Most
            )
            {
                Part = RecipePart.Advanced,
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
            new NameField(
                "precision",
                "precision",
                "Precision",
                "The number format of the layers in training; weights and evaluation stay in float32. The machine must have it.",
                s => s.Precision,
                (s, v) => s with { Precision = v },
                () => PrecisionName.All
            )
            {
                Part = RecipePart.Advanced,
                Applies = s => !s.Model.IsKernel(),
            },
            new SwitchField(
                "random-crop",
                "regularisers.randomCrop",
                "Random crop",
                "Another window each time an image is seen: 28x28 of CIFAR-10 and the generated set, of others their own size, with black "
                    + "around them.",
                s => s.Regularisers.RandomCrop,
                (s, v) => s with { Regularisers = s.Regularisers with { RandomCrop = v } }
            )
            {
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Regularisers,
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
                Part = RecipePart.Advanced,
                Applies = s => !s.Model.IsKernel(),
            },
        ];
}
