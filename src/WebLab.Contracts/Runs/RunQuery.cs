using WebLab.Contracts.Filters;

namespace WebLab.Contracts.Runs;

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

/// <summary>A run as a line of a table: what every table shows, and the fields that were asked for.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="ExperimentId">The experiment that it belongs to.</param>
/// <param name="ExperimentName">The experiment's name.</param>
/// <param name="Index">The place in the experiment, 0-based.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="IsPinned">Whether it stands above the others.</param>
/// <param name="IsArchived">Whether it was put out of sight.</param>
/// <param name="Cells">The fields asked for in their order, as <see cref="RunField.Read"/> writes them; null for no value.</param>
public sealed record RunRow(
    Guid Id,
    Guid ExperimentId,
    string ExperimentName,
    int Index,
    string Name,
    RunStatus Status,
    bool IsPinned,
    bool IsArchived,
    IReadOnlyList<string?> Cells
)
{
    /// <summary>The most fields of a row.</summary>
    public const int MaxCells = 60;

    /// <summary>Runs before this one in the queue; null unless it is queued.</summary>
    public int? QueuePosition { get; init; }
}

/// <summary>Runs that agree in the fields that they were grouped by.</summary>
/// <param name="Values">The value of each of those fields, null for none, in their order.</param>
/// <param name="Count">How many runs there are.</param>
/// <param name="First">The newest of them, at most 100, so that they can be compared.</param>
/// <param name="Spreads">The spread of each measure that was asked for, by its name; a measure that no run has is left out.</param>
public sealed record RunGroup(
    IReadOnlyList<string?> Values,
    int Count,
    IReadOnlyList<Guid> First,
    IReadOnlyDictionary<string, Spread> Spreads
);
