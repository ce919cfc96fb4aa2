using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Filters;

namespace WebLab.Science.Runs;

/// <summary>Which runs, in which order: what the list, its groups and its address have in common.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="Sort">The field to sort by.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
public sealed record RunQuery(RunFilter Filter, RunField Sort, bool IsDescending)
{
    /// <summary>The order of a list that nobody has sorted: newest first.</summary>
    public const string DefaultSort = "-created";

    /// <summary>Reads a query as it is written in an address.</summary>
    /// <param name="filter">The filter, or null.</param>
    /// <param name="sort">The name of a field, with a dash before it for descending; or null.</param>
    /// <exception cref="FilterException">The filter cannot be understood.</exception>
    /// <exception cref="FormatException">The sort names no field; the message is the sentence to show.</exception>
    public static RunQuery Parse(string? filter, string? sort)
    {
        var written = string.IsNullOrWhiteSpace(sort) ? DefaultSort : sort;
        var isDescending = written.StartsWith('-');
        var field =
            RunFields.Find(isDescending ? written[1..] : written)
            ?? throw new FormatException($"sort must name a field, for example test.acc or -created; it was {Sentence.Shorten(written)}.");
        return new(RunFilter.Parse(filter), field, isDescending);
    }

    /// <summary>The runs that pass, pinned ones first, in the query's order; archived ones only where the filter names them.</summary>
    /// <param name="runs">All runs, newest first; those that are equal in the query's order stay in theirs.</param>
    public IReadOnlyList<RunSummary> Apply(IEnumerable<RunSummary> runs)
    {
        var found = Filter.Apply([.. Filter.NamesArchived ? runs : runs.Where(run => run.ArchivedAt is null)]);
        var ordered = Sort.Name == "created" && IsDescending ? found : [.. Sort.Order(found, IsDescending)];
        return [.. ordered.Where(run => run.IsPinned), .. ordered.Where(run => !run.IsPinned)];
    }
}
