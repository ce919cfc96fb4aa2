using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Filters;

/// <summary>The best value of each field that a filter compares with its best.</summary>
internal sealed class BestValues
{
    private readonly Dictionary<NumberRunField, double?> _values = [];

    public BestValues() { }

    public BestValues(IEnumerable<NumberRunField> fields, IReadOnlyList<RunSummary> runs)
    {
        IsKnown = true;
        foreach (var field in fields.Distinct())
            _values[field] = field.Better == Better.Lower ? runs.Min(field.Value) : runs.Max(field.Value);
    }

    /// <summary>Whether they have been looked for.</summary>
    public bool IsKnown { get; }

    /// <summary>The best value, or null where no run has one.</summary>
    public double? Of(NumberRunField field) => _values.GetValueOrDefault(field);
}
