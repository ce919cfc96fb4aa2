using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Runs;

/// <summary>Everything that a run can be found, sorted, grouped and compared by.</summary>
public static class RunFields
{
    private static readonly Dictionary<string, string[]> SpecAliases = new()
    {
        ["dataset"] = ["data"],
        ["model"] = ["network"],
        ["noise-rate"] = ["noise"],
        ["learning-rate"] = ["lr"],
        ["learning-rate-decay"] = ["decay"],
        ["batch-size"] = ["batch"],
        ["weight-decay"] = ["wd"],
        ["train-size"] = ["images"],
    };

    /// <summary>The measures: numbers that are better one way or the other, or tell how the run went.</summary>
    public static IReadOnlyList<NumberRunField> Measures { get; } = [.. Results()];

    /// <summary>The fields in the order in which they are offered: what the run is, its results, its recipe.</summary>
    public static IReadOnlyList<RunField> All { get; } = [.. Facts(), .. Measures, .. SpecFields.All.Select(OfSpec)];

    /// <summary>The field of that name, alias or JSON path of the spec, or null.</summary>
    /// <param name="name">For example <c>test.acc</c>, <c>noise</c> or <c>corruption.noiseRate</c>.</param>
    public static RunField? Find(string name) =>
        All.FirstOrDefault(field => field.IsNamed(name))
        ?? (SpecFields.Find(name) is { } field ? All.First(known => known.Name == field.Name) : null);

    private static IEnumerable<RunField> Facts() =>
        [
            new TextRunField("name", "Run", "The run's name.", run => run.Name) { Aliases = ["run"] },
            new TextRunField("experiment", "Experiment", "The experiment that it belongs to.", run => run.ExperimentName),
            new TextRunField("owner", "Owner", "The person who launched it.", run => run.Owner) { Aliases = ["by"] },
            new TextRunField("status", "Status", "Where it stands.", run => Names<RunStatus>.Of(run.Status))
            {
                Choices = Names<RunStatus>.All,
            },
            new TagsRunField("tag", "Tags", "Words that people gave it.") { Aliases = ["tags"] },
            new TextRunField("note", "Note", "What people wrote about it.", run => run.Note),
            Switch("pinned", "Pinned", "Whether it stands above the others.", run => run.IsPinned),
            Switch("archived", "Archived", "Whether it was put out of sight.", run => run.ArchivedAt is not null),
            Switch("private", "Private", "Whether only its owner and the administrators see it.", run => run.IsPrivate),
            new TimeRunField("created", "Launched", "When it was launched, UTC.", run => run.CreatedAt) { Aliases = ["launched"] },
            new TimeRunField("started", "Started", "When a worker took it, UTC.", run => run.StartedAt),
            new TimeRunField("finished", "Ended", "When it ended, UTC.", run => run.FinishedAt) { Aliases = ["ended"] },
            new TextRunField("device", "Device", "What it trained on.", run => run.Facts?.Device),
            new TextRunField("detail", "Detail", "A sentence on the status, for example why it failed.", run => run.StatusDetail),
            new TextRunField("id", "Id", "The run's id.", run => run.Id.ToString()),
            new TextRunField(
                "labels",
                "Label hash",
                "SHA-256 of the given labels.",
                run => run.Facts?.GivenLabelHash ?? run.Result?.GivenLabelHash
            ),
        ];

    private static IEnumerable<NumberRunField> Results() =>
        [
            Share(
                "test.acc",
                "Test accuracy",
                "Accuracy on the test set at the last epoch.",
                run => run.Result?.TestAccuracy,
                Better.Higher,
                "test.accuracy"
            ),
            Share(
                "test.best",
                "Best test accuracy",
                "The best test accuracy over the epochs.",
                run => run.Result?.BestTestAccuracy,
                Better.Higher,
                "best.test"
            ),
            Number(
                "test.best.epoch",
                "Epoch of best test accuracy",
                "The epoch of the best test accuracy.",
                run => run.Result?.BestTestEpoch
            ),
            Share(
                "train.acc",
                "Train accuracy",
                "Accuracy on the training set against given labels.",
                run => run.Result?.TrainAccuracy,
                Better.Higher,
                "train.accuracy"
            ),
            Share(
                "clean.acc",
                "Clean accuracy",
                "Accuracy on the training images against true labels.",
                run => run.Result?.CleanAccuracy,
                Better.Higher,
                "clean.accuracy"
            ),
            Share(
                "memorised",
                "Memorised",
                "The share of corrupted examples predicted as their given label.",
                run => run.Result?.MemorisedFraction,
                Better.Lower,
                "memorized"
            ),
            Share("gap", "Generalisation gap", "Train minus test accuracy.", run => run.Result?.GeneralisationGap, Better.Lower),
            Number(
                "train.loss",
                "Training loss",
                "Mean training loss of the last epoch.",
                run => run.Result?.TrainLoss,
                Better.Lower,
                "loss"
            ),
            .. Best("train.best", "train accuracy", bests => bests.TrainAccuracy, Better.Higher),
            .. Best("clean.best", "clean accuracy", bests => bests.CleanAccuracy, Better.Higher),
            .. Best("memorised.best", "memorised", bests => bests.MemorisedFraction, Better.Lower),
            .. Best("gap.best", "generalisation gap", bests => bests.GeneralisationGap, Better.Lower),
            .. Best("loss.best", "training loss", bests => bests.TrainLoss, Better.Lower, isShare: false),
            Number(
                "fit.epochs",
                "Time to fit, epochs",
                "The first epoch whose mean training loss is at most 0.05.",
                run => run.Result?.TimeToFitEpochs,
                Better.Lower,
                "fit"
            ),
            Number(
                "fit.steps",
                "Time to fit, steps",
                "The steps done at the end of that epoch.",
                run => run.Result?.TimeToFitSteps,
                Better.Lower
            ),
            Number("epoch", "Epoch", "The epoch in hand, or the last one.", run => run.Progress?.Epoch ?? run.Result?.Epochs),
            Number(
                "speed",
                "Images/s",
                "Training images a second.",
                run => run.Result?.ImagesPerSecond ?? run.Progress?.ImagesPerSecond,
                Better.Higher
            ),
            Number(
                "seconds",
                "Seconds",
                "From the start to the end.",
                run => (run.FinishedAt - run.StartedAt)?.TotalSeconds,
                Better.Lower,
                "duration"
            ),
            Share(
                "noise.realised",
                "Realised noise rate",
                "The share of training labels that differ from the true label.",
                run => run.Facts?.RealisedNoiseRate ?? run.Result?.RealisedNoiseRate,
                Better.Neither,
                "realised"
            ),
            Number("parameters", "Parameters", "Trainable parameters.", run => run.Facts?.Parameters ?? run.Result?.Parameters),
        ];

    private static RunField OfSpec(SpecField field)
    {
        var aliases = SpecAliases.GetValueOrDefault(field.Name, []);
        return field switch
        {
            NumberField number => new NumberRunField(field.Name, field.Label, field.Help, run => number.Get(run.Spec))
            {
                Aliases = aliases,
            },
            WholeNumberField number => new NumberRunField(field.Name, field.Label, field.Help, run => number.Get(run.Spec))
            {
                Aliases = aliases,
            },
            _ => new TextRunField(field.Name, field.Label, field.Help, run => field.Read(run.Spec))
            {
                Aliases = aliases,
                Choices = field is IChoiceField choice ? choice.Choices : [],
            },
        };
    }

    private static TextRunField Switch(string name, string label, string help, Func<RunSummary, bool> get) =>
        new(name, label, help, run => get(run) ? "true" : "false") { Choices = ["true", "false"] };

    // The epoch of a best value is a field of its own under the same name and ".epoch".
    private static IEnumerable<NumberRunField> Best(
        string name,
        string measure,
        Func<RunBests, BestValue?> get,
        Better better,
        bool isShare = true
    ) =>
        [
            new(
                name,
                $"Best {measure}",
                $"The best {measure} over the epochs.",
                run => run.Result?.Best is { } bests ? get(bests)?.Value : null
            )
            {
                Better = better,
                IsShare = isShare,
            },
            Number(
                $"{name}.epoch",
                $"Epoch of best {measure}",
                $"The epoch of the best {measure}.",
                run => run.Result?.Best is { } bests ? get(bests)?.Epoch : null
            ),
        ];

    private static NumberRunField Number(
        string name,
        string label,
        string help,
        Func<RunSummary, double?> get,
        Better better = Better.Neither,
        params string[] aliases
    ) => new(name, label, help, get) { Better = better, Aliases = aliases };

    private static NumberRunField Share(
        string name,
        string label,
        string help,
        Func<RunSummary, double?> get,
        Better better,
        params string[] aliases
    ) =>
        new(name, label, help, get)
        {
            Better = better,
            Aliases = aliases,
            IsShare = true,
        };
}
