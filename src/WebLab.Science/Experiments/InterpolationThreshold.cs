using WebLab.Contracts.Runs;
using WebLab.Science.Catalogue;
using WebLab.Science.Runs;
using WebLab.Science.Specs;

namespace WebLab.Science.Experiments;

/// <summary>
/// Where a sweep of a network's own field, for example its width, begins to fit its training set: the least value whose training accuracy,
/// in the mean over seeds, is at least <see cref="RunResult.FittedAccuracy"/>. Around it the test error of noisy labels has its peak
/// (Nakkiran et al. 2020). It is the recipe's and not the network's alone.
/// </summary>
/// <param name="Setting">Runs of one setting of the other fields.</param>
/// <param name="At">The least value that fits.</param>
/// <param name="Below">The greatest value that does not yet.</param>
public sealed record InterpolationThreshold(IReadOnlyList<RunSummary> Setting, string At, string Below)
{
    private static NumberRunField TrainAccuracy { get; } = (NumberRunField)RunFields.Find("train.acc")!;

    /// <summary>Whether a field is a number of a network's own.</summary>
    /// <param name="field">The field.</param>
    public static bool Has(SpecField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return SweptRuns.IsNumber(field)
            && LabCatalogue.Current.Networks.Any(network => network.Fields.Any(own => own.Name == field.Name));
    }

    /// <summary>That of one setting of the other fields.</summary>
    /// <param name="field">The network's field.</param>
    /// <param name="settings">The setting at each value of the field, in any order.</param>
    /// <returns>Null where the least value fits already, none does, or one on the way has not completed yet.</returns>
    public static InterpolationThreshold? Of(SpecField field, IEnumerable<IReadOnlyList<RunSummary>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (!Has(field))
            return null;
        string? below = null;
        foreach (
            var (value, setting) in settings
                .Select(setting => (Value: SweptRuns.Value(field, setting[0]), Setting: setting))
                .Where(each => each.Value is not null)
                .OrderBy(each => SweptRuns.Number(each.Value!))
        )
        {
            if (SeedStatistics.Of(setting, TrainAccuracy) is not { } accuracy)
                return null;
            if (accuracy.Mean >= RunResult.FittedAccuracy)
                return below is null ? null : new(setting, value!, below);
            below = value;
        }
        return null;
    }
}
