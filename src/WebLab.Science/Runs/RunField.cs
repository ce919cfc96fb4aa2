using System.Globalization;
using WebLab.Contracts.Runs;

namespace WebLab.Science.Runs;

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

/// <summary>A number that is known of a run.</summary>
/// <inheritdoc cref="RunField" path="/param"/>
/// <param name="Get">Reads it; null or NaN is no value.</param>
public sealed record NumberRunField(string Name, string Label, string Help, Func<RunSummary, double?> Get) : RunField(Name, Label, Help)
{
    /// <summary>Whether it is a fraction, shown in percent.</summary>
    public bool IsShare { get; init; }

    /// <summary>Which values are better.</summary>
    public Better Better { get; init; } = Better.Neither;

    /// <summary>The value, or null when there is none or it is not a number.</summary>
    /// <param name="run">The run.</param>
    public double? Value(RunSummary run) => Get(run) is { } value && !double.IsNaN(value) ? value : null;

    /// <inheritdoc/>
    public override string? Read(RunSummary run) => Value(run)?.ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IOrderedEnumerable<RunSummary> Order(IEnumerable<RunSummary> runs, bool descending) => Order(runs, Value, descending);
}

/// <summary>Words that are known of a run.</summary>
/// <inheritdoc cref="RunField" path="/param"/>
/// <param name="Get">Reads them; null or empty is no value.</param>
public sealed record TextRunField(string Name, string Label, string Help, Func<RunSummary, string?> Get) : RunField(Name, Label, Help)
{
    /// <summary>The values that it can have, in order; empty when they are not a closed list.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <inheritdoc/>
    public override string? Read(RunSummary run) => Get(run) is { Length: > 0 } text ? text : null;

    /// <inheritdoc/>
    public override IOrderedEnumerable<RunSummary> Order(IEnumerable<RunSummary> runs, bool descending) =>
        Order(runs, Read, descending, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A time that is known of a run, UTC.</summary>
/// <inheritdoc cref="RunField" path="/param"/>
/// <param name="Get">Reads it, or null.</param>
public sealed record TimeRunField(string Name, string Label, string Help, Func<RunSummary, DateTimeOffset?> Get)
    : RunField(Name, Label, Help)
{
    /// <inheritdoc/>
    public override string? Read(RunSummary run) => Get(run)?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override IOrderedEnumerable<RunSummary> Order(IEnumerable<RunSummary> runs, bool descending) => Order(runs, Get, descending);
}

/// <summary>The tags of a run.</summary>
/// <inheritdoc cref="RunField" path="/param"/>
public sealed record TagsRunField(string Name, string Label, string Help) : RunField(Name, Label, Help)
{
    /// <inheritdoc/>
    public override string? Read(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Tags.Count == 0 ? null : string.Join(' ', run.Tags);
    }

    /// <inheritdoc/>
    public override IOrderedEnumerable<RunSummary> Order(IEnumerable<RunSummary> runs, bool descending) =>
        Order(runs, Read, descending, StringComparer.OrdinalIgnoreCase);
}
