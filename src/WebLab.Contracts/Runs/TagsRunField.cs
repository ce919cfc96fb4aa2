namespace WebLab.Contracts.Runs;

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
