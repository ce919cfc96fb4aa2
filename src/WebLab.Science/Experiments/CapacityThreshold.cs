using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>
/// How many examples with random labels a recipe still fits, of a sweep of the training set's size: the effective model complexity of
/// Nakkiran et al. 2020 on labels that have nothing to say, at a training error of 1 %, WebLab's choice, in the mean over seeds. It is the
/// recipe's and not the network's alone: more epochs may fit more.
/// </summary>
/// <param name="Setting">Runs of one setting of the other fields.</param>
/// <param name="Fits">The greatest size that was fitted, as every smaller one was; null where not even the least was.</param>
/// <param name="FitsNot">The least size that was not, also because a seed diverged; null where every one was that has completed so
/// far.</param>
public sealed record CapacityThreshold(IReadOnlyList<RunSummary> Setting, int? Fits, int? FitsNot)
{
    private const string Size = "train-size";

    private static NumberRunField TrainAccuracy { get; } = (NumberRunField)RunFields.Find("train.acc")!;

    /// <summary>That of each setting, in the order of the launch; none where the labels are not random or the size is not swept.</summary>
    /// <param name="runs">The runs of the sweep.</param>
    public static IReadOnlyList<CapacityThreshold> Of(SweptRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (!HaveRandomLabels(runs) || runs.Fields.FirstOrDefault(field => field.Name == Size) is not { } size)
            return [];
        return
        [
            .. runs
                .Settings.GroupBy(setting => Others(runs, setting[0], size))
                .Select(group => Of([.. group.OrderBy(setting => setting[0].Spec.TrainSize)]))
                .OfType<CapacityThreshold>(),
        ];
    }

    /// <summary>Whether there is nothing in the labels to be learned: a test accuracy of them says nothing.</summary>
    /// <param name="runs">The runs.</param>
    public static bool HaveRandomLabels(SweptRuns runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.All.All(run => run.Spec.Corruption.Kind == CorruptionKind.RandomLabels);
    }

    // Null before the least size has come to an end.
    private static CapacityThreshold? Of(IReadOnlyList<IReadOnlyList<RunSummary>> bySize)
    {
        int? fits = null;
        foreach (var setting in bySize)
        {
            // What diverged was tried, and was not fitted.
            if (HasDiverged(setting))
                return new(bySize[0], fits, setting[0].Spec.TrainSize);
            if (SeedStatistics.Of(setting, TrainAccuracy) is not { } accuracy)
                break;
            if (accuracy.Mean < RunResult.FittedAccuracy)
                return new(bySize[0], fits, setting[0].Spec.TrainSize);
            fits = setting[0].Spec.TrainSize;
        }
        return fits is null ? null : new(bySize[0], fits, null);
    }

    /// <summary>Whether there is a seed whose training diverged and that has not completed since.</summary>
    private static bool HasDiverged(IReadOnlyList<RunSummary> setting)
    {
        var completed = SeedStatistics.Counted(setting).Select(run => run.Spec.Seed).ToHashSet();
        return setting.Any(run => run is { HasDiverged: true, ArchivedAt: null } && !completed.Contains(run.Spec.Seed));
    }

    private static string Others(SweptRuns runs, RunSummary run, SpecField size) =>
        string.Join('\n', runs.Fields.Where(field => field != size).Select(field => SweptRuns.Value(field, run)));
}
