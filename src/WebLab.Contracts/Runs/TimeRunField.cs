using System.Globalization;

namespace WebLab.Contracts.Runs;

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
