using System.Text.Json;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;

namespace WebLab.Client.Charts;

/// <summary>Runs whose recipes differ only in the seed. A seed that was launched twice is one seed, and what did not finish is no part of a
/// mean.</summary>
public sealed partial class SeedGroups
{
    private readonly Dictionary<Guid, SeedGroup> _groups = [];

    public SeedGroups(IReadOnlyList<RunSummary> runs)
    {
        var groups = By(runs).Where(group => group.Count > 1).ToList();
        var isRamp = Ordered(groups) is { } inOrder;
        groups = Ordered(groups) ?? groups;
        foreach (var (members, place) in groups.Select((group, place) => (group, place)))
        {
            var first = members.MinBy(run => (run.ExperimentId, run.Index))!;
            var names = members.Select(run => SeedWord().Replace(run.Name, "").Trim(' ', '·', ',')).Distinct().ToList();
            var hue = isRamp ? (int)Math.Round((RunPalette.Ramp - 1.0) * place / Math.Max(1, groups.Count - 1)) : place % RunPalette.Hues;
            var group = new SeedGroup(
                first.Id.ToString(),
                names is [{ Length: > 0 } shared] ? shared : $"{first.Name} and others",
                [.. SeedStatistics.Counted(members).Select(run => run.Id)],
                members.Select(run => run.Spec.Seed).Distinct().Count(),
                (isRamp ? "ramp-" : "run-") + hue
            );
            All.Add(group);
            foreach (var run in members)
                _groups[run.Id] = group;
        }
    }

    /// <summary>Whether there is a mean to draw.</summary>
    public bool HasAny => _groups.Count > 0;

    /// <summary>The groups, by the swept number where one number alone is swept.</summary>
    public List<SeedGroup> All { get; } = [];

    /// <summary>The group of a run; null for one that stands alone.</summary>
    public SeedGroup? Of(Guid run) => _groups.GetValueOrDefault(run);

    /// <summary>Runs by their recipes without the seed, in the order of the first of each.</summary>
    public static IEnumerable<IReadOnlyList<RunSummary>> By(IEnumerable<RunSummary> runs) =>
        runs.GroupBy(run => JsonSerializer.Serialize(run.Spec with { Seed = 0 }, LabJson.Options)).Select(group => group.ToList());

    /// <summary>Whether so many recipes can all be told apart: by a ramp of colours where one number alone is swept, and where each has one
    /// run by its hue and its dashes.</summary>
    public static bool CanAllBeTold(List<IReadOnlyList<RunSummary>> groups) =>
        groups.Count <= RunPalette.Hues
        || (groups.Count <= RunPalette.Ramp && (groups.All(group => group.Count == 1) || Ordered(groups) is not null));

    // A ramp of colours says what grows: only where one number alone is swept.
    private static List<IReadOnlyList<RunSummary>>? Ordered(List<IReadOnlyList<RunSummary>> groups)
    {
        var swept = new SweptRuns([.. groups.Select(group => group[0])]);
        return groups.Count > 2 && swept.Fields is [var field] && SweptRuns.IsNumber(field)
            ? [.. groups.OrderBy(group => SweptRuns.Number(field.Read(group[0].Spec)))]
            : null;
    }

    [GeneratedRegex(@"(·\s*)?\bseed[ =]\d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex SeedWord();
}

/// <summary>Runs that differ only in their seed.</summary>
/// <param name="Key">Tells it from others.</param>
/// <param name="Name">What the runs' names share.</param>
/// <param name="Counted">The runs that the mean is taken over.</param>
/// <param name="Seeds">Distinct seeds, whatever became of their runs.</param>
/// <param name="Colour">The style sheet's name of its colour.</param>
public sealed record SeedGroup(string Key, string Name, IReadOnlyList<Guid> Counted, int Seeds, string Colour)
{
    /// <summary>How many seeds the mean is of, for example <c>n = 2 of 3</c>.</summary>
    public string Count => Counted.Count == Seeds ? $"n = {Seeds}" : $"n = {Counted.Count} of {Seeds}";
}
