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

    /// <summary>The recipe and axes that give these runs; null where none do. Some of a sweep may be deleted or archived, and others may
    /// have come to it since: more epochs of a run, and what was added on another recipe.</summary>
    public static SweepOrigin? Of(IReadOnlyList<SweepAxis> axes, IReadOnlyList<RunSummary> runs)
    {
        var own = runs.Where(run => run.Origin is null).OrderBy(run => run.Index).ToList();
        if (own.Count == 0)
            return null;
        var launchedAt = own.Min(run => run.CreatedAt);
        var first = own.Where(run => run.CreatedAt == launchedAt).Select(run => run.Spec).ToHashSet();
        var all = own.Select(run => run.Spec).ToHashSet();
        try
        {
            var choices = axes.SelectMany(Choices).ToList();
            var most = all.Count / 2;
            SweepOrigin? found = null;
            foreach (var spec in Candidates([.. own.Select(run => run.Spec)], choices))
            {
                var made = Sweep.Expand(spec, axes).Select(run => OwnFields.Tidy(run.Spec)).ToHashSet();
                if (made.SetEquals(all))
                    return new(spec, axes);
                var held = all.Count(made.Contains);
                if (held > most && made.IsSupersetOf(first) && choices.All(choice => all.Any(choice)))
                    (found, most) = (new(spec, axes), held);
            }
            return found;
        }
        catch (FormatException)
        {
            // An axis of another version's: what the form does not know it cannot hold.
            return null;
        }
    }

    private static IEnumerable<RunSpec> Candidates(IReadOnlyList<RunSpec> made, IEnumerable<Func<RunSpec, bool>> choices) =>
        made.Take(Tries)
            .Concat(made.TakeLast(Tries))
            .Concat(choices.Select(choice => made.FirstOrDefault(choice)).OfType<RunSpec>())
            .Distinct();

    // Whether a recipe is of one value of a kind. Where no run of it is left, nothing tells what it had of its own.
    private static IEnumerable<Func<RunSpec, bool>> Choices(SweepAxis axis) =>
        SpecFields.Find(axis.Field) is IChoiceField and SpecField field
            ? axis.Values.Select(value => (Func<RunSpec, bool>)(spec => OwnFields.Tidy(OwnFields.Drop(field.Write(spec, value))) == spec))
            : [];
}
