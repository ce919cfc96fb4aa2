namespace WebLab.Contracts.Runs;

/// <summary>
/// One thing that is known of a run. The filter, the columns of the table, sorting, grouping and the comparison all work from
/// the same list, <see cref="RunFields.All"/>.
/// </summary>
/// <param name="Name">The written name, for example <c>test.acc</c>: the word of the filter box and of the address.</param>
/// <param name="Label">The label on the screen.</param>
/// <param name="Help">One sentence on what it is.</param>
public abstract record RunField(string Name, string Label, string Help)
{
    /// <summary>Other names that are understood.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The value as invariant text, or null for none.</summary>
    /// <param name="run">The run.</param>
    public abstract string? Read(RunSummary run);

    /// <summary>The runs in the order of this field; those without a value come last either way.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="descending">Whether the greatest comes first.</param>
    public abstract IOrderedEnumerable<RunSummary> Order(IEnumerable<RunSummary> runs, bool descending);

    /// <summary>Whether the field goes by this name.</summary>
    /// <param name="name">A written name, in any case.</param>
    public bool IsNamed(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Orders by a key, runs without one last.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="runs">The runs.</param>
    /// <param name="key">Reads the key, null for none.</param>
    /// <param name="descending">Whether the greatest comes first.</param>
    /// <param name="comparer">How keys compare; null for their own way.</param>
    protected static IOrderedEnumerable<RunSummary> Order<TKey>(
        IEnumerable<RunSummary> runs,
        Func<RunSummary, TKey?> key,
        bool descending,
        IComparer<TKey?>? comparer = null
    )
    {
        var known = runs.OrderBy(run => key(run) is null);
        return descending ? known.ThenByDescending(key, comparer) : known.ThenBy(key, comparer);
    }
}
