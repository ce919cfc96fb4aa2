using System.Globalization;

namespace WebLab.Contracts.Runs;

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
