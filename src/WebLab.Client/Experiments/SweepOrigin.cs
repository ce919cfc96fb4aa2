using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>What an experiment's runs were made from, to launch them again with one thing changed.</summary>
/// <param name="Spec">The recipe that the axes vary.</param>
/// <param name="Axes">The axes.</param>
public sealed record SweepOrigin(RunSpec Spec, IReadOnlyList<SweepAxis> Axes)
{
    // A run has dropped what its own corruption or model has no use for; among a few from both ends one has it all.
    private const int Tries = 4;

    /// <summary>The recipe and axes that give these runs and no others; null where none do.</summary>
    public static SweepOrigin? Of(IReadOnlyList<SweepAxis> axes, IReadOnlyList<RunSummary> runs)
    {
        var made = runs.OrderBy(run => run.Index).Select(run => run.Spec).ToList();
        if (made.Count == 0)
            return null;
        var wanted = made.ToHashSet();
        foreach (var spec in made.Take(Tries).Concat(made.TakeLast(Tries)).Distinct())
        {
            try
            {
                if (Sweep.Expand(spec, axes).Select(run => OwnFields.Tidy(run.Spec)).ToHashSet().SetEquals(wanted))
                    return new(spec, axes);
            }
            catch (FormatException)
            {
                // An axis of another version's: what the form does not know it cannot hold.
                return null;
            }
        }
        return null;
    }
}
