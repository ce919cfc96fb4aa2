using System.Runtime.CompilerServices;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;
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
    public static IReadOnlyList<RunField> All =>
        Known.GetValue(LabCatalogue.Current, _ => [.. Facts(), .. Measures, .. SpecFields.All.Select(OfSpec)]);

    private static ConditionalWeakTable<CatalogueInfo, IReadOnlyList<RunField>> Known { get; } = [];

    /// <summary>The field of that name, alias or JSON path of the spec, or null.</summary>
    /// <param name="name">For example <c>test.acc</c>, <c>noise</c> or <c>corruption.noiseRate</c>.</param>
    public static RunField? Find(string name) =>
        All.FirstOrDefault(field => field.IsNamed(name))
        ?? (SpecFields.Find(name) is { } field ? All.First(known => known.Name == field.Name) : null);

    /// <summary>The measure of that name.</summary>
    /// <param name="name">The name of a metric, or of its best.</param>
    public static NumberRunField Measure(string name) => Measures.First(measure => measure.Name == name);

    private static IEnumerable<RunField> Facts() =>
        [
            new TextRunField("name", "Run", "The run's name.", run => run.Name) { Aliases = ["run"] },
            new TextRunField("experiment", "Experiment", "The experiment that it belongs to.", run => run.ExperimentName),
            new TextRunField("owner", "Owner", "The person who launched it.", run => run.Owner) { Aliases = ["by"] },
            new TextRunField("status", "Status", "Where it stands.", run => Names<RunStatus>.Of(run.Status))
            {
                Choices = Names<RunStatus>.All,
            },
            new TextRunField("job", "Job", "What its worker does: a training or an analysis.", run => JobKinds.Of(run.Spec).Id)
            {
                Choices = [.. JobKinds.All.Select(job => job.Id)],
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
            .. Metric.All.Where(metric => metric.Compute is not null).SelectMany(OfMetric),
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
            Number("epoch", "Epoch", "The epoch in hand, or the last one.", run => Trained(run)?.Epoch ?? run.Result?.Epochs),
            Number(
                "speed",
                "Images/s",
                "Training images a second.",
                run => run.Result?.ImagesPerSecond ?? Trained(run)?.ImagesPerSecond,
                Better.Higher
            ),
            Number(
                "seconds",
                "Seconds",
                "From the start to the end, pauses left out.",
                run => run.TrainedFor()?.TotalSeconds,
                Better.Lower,
                "duration"
            ),
            Share(
                "noise.realised",
                "Realised noise rate",
                "The share of training labels that differ from the true label.",
                Realised,
                Better.Neither,
                "realised"
            ),
            Number(
                "left-out",
                "Left out",
                "Training examples that its label file leaves out of the training, as those that an audit's readers set aside.",
                run => run.Facts is { LeftOut: > 0 } facts ? facts.LeftOut : null
            ),
            Number(
                "parameters",
                "Parameters",
                "Trainable parameters.",
                run => run.Facts is { Parameters: > 0 } facts ? facts.Parameters : run.Result?.Parameters
            ),
        ];

    /// <summary>A metric at the last epoch, the error that it is the complement of, its best over the epochs and when that was.</summary>
    private static IEnumerable<NumberRunField> OfMetric(Metric metric)
    {
        var isShare = metric.Scale is MetricScale.Fraction or MetricScale.Difference;
        yield return new(metric.Name, metric.Title, metric.Help, run => run.Result?.Last(metric))
        {
            IsShare = isShare,
            Better = metric.Better,
            // A recipe's field of that name is the older one.
            Aliases = [.. metric.Aliases.Where(alias => SpecFields.Find(alias) is null)],
        };
        if (metric.Error is { } error)
            yield return Share(error.Name, error.Title, error.Help, run => 1 - run.Result?.Last(metric), Better.Lower);
        if (metric.BestName is not { } name)
            yield break;
        var measure = char.ToLowerInvariant(metric.Title[0]) + metric.Title[1..];
        var (brief, caveat) = metric.IsBestByTest
            ? (", chosen on test", ": chosen on the test set, so that it flatters; early stopping by a hold-out does not")
            : ("", "");
        yield return new(
            name,
            $"Best {measure}{brief}",
            $"The best {measure} over the epochs{caveat}.",
            run => run.Result?.BestOf(metric)?.Value
        )
        {
            IsShare = isShare,
            Better = metric.Better,
            Aliases = name == "test.best" ? ["best.test"] : [],
        };
        yield return Number(
            $"{name}.epoch",
            $"Epoch of best {measure}{brief}",
            $"The epoch of the best {measure}{caveat}.",
            run => run.Result?.BestOf(metric)?.Epoch
        );
    }

    // Neither epochs nor images a second are an analysis's.
    private static RunProgress? Trained(RunSummary run) => JobKinds.Of(run.Spec).IsAnalysis ? null : run.Progress;

    private static double? Realised(RunSummary run) => run.Facts?.RealisedNoiseRate ?? run.Result?.RealisedNoiseRate;

    /// <summary>The rate that was asked for: 1 for random labels, which are partial corruption with p = 1, and where labels came without
    /// a rate, as from a file or a matrix, the share that really differs. So too of a corruption that this lab no longer has: what rate it
    /// had cannot be told.</summary>
    private static double? NoiseRate(RunSummary run) => run.Spec.Corruption.NominalRate() ?? Realised(run);

    private static RunField OfSpec(SpecField field)
    {
        var aliases = SpecAliases.GetValueOrDefault(field.Name, []);
        if (field.Name == "noise-rate")
            return new NumberRunField(
                field.Name,
                field.Label,
                "The noise rate asked for; 1 for random labels, and the realised rate of labels from a file or a transition matrix.",
                NoiseRate
            )
            {
                Aliases = aliases,
            };
        return field switch
        {
            NumberField number => new NumberRunField(field.Name, field.Label, field.Help, run => IsRead(run) ? number.Get(run.Spec) : null)
            {
                Aliases = aliases,
            },
            WholeNumberField number => new NumberRunField(
                field.Name,
                field.Label,
                field.Help,
                run => IsRead(run) ? number.Get(run.Spec) : null
            )
            {
                Aliases = aliases,
            },
            _ => new TextRunField(field.Name, field.Label, field.Help, run => IsRead(run) ? field.Read(run.Spec) : null)
            {
                Aliases = aliases,
                Choices = field is IChoiceField choice ? choice.Choices : [],
            },
        };

        // A training's fields are all told, also those that mean nothing for its kind; an analysis has those that it reads.
        bool IsRead(RunSummary run) => run.Spec.Analysis is null || field.Applies(run.Spec);
    }

    private static TextRunField Switch(string name, string label, string help, Func<RunSummary, bool> get) =>
        new(name, label, help, run => get(run) ? "true" : "false") { Choices = ["true", "false"] };

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
