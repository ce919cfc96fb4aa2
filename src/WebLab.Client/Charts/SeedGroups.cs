using System.Text.Json;
using System.Text.RegularExpressions;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Charts;

/// <summary>Runs whose recipes differ only in the seed.</summary>
public sealed partial class SeedGroups
{
    private readonly Dictionary<Guid, (string Key, string Name)> _groups = [];

    public SeedGroups(IEnumerable<RunSummary> runs)
    {
        foreach (
            var group in runs.GroupBy(run => JsonSerializer.Serialize(run.Spec with { Seed = 0 }, LabJson.Options))
                .Where(group => group.Count() > 1)
        )
        {
            var first = group.MinBy(run => (run.ExperimentId, run.Index))!;
            var names = group.Select(run => SeedWord().Replace(run.Name, "").Trim(' ', '·', ',')).Distinct().ToList();
            var name = names is [{ Length: > 0 } shared] ? shared : $"{first.Name} and others";
            foreach (var run in group)
                _groups[run.Id] = (first.Id.ToString(), name);
        }
    }

    /// <summary>Whether there is a mean to draw.</summary>
    public bool HasAny => _groups.Count > 0;

    /// <summary>The group's key and name; null for a run that stands alone.</summary>
    public (string Key, string Name)? Of(Guid run) => _groups.TryGetValue(run, out var group) ? group : null;

    [GeneratedRegex(@"(·\s*)?\bseed[ =]\d+\b", RegexOptions.IgnoreCase)]
    private static partial Regex SeedWord();
}
