namespace WebLab.Contracts.Runs;

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
